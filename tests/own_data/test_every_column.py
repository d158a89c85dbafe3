"""After an erasure no column names the account any more, and every count is what it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from participation.core import clock
from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import transaction
from participation.people.own_data import commands, queries
from participation.people.own_data.models import Texts
from participation.web import jobs
from tests.own_data.naming import (
    ADDRESS,
    DOCUMENTED,
    NAME,
    columns_that_name,
    counts_and_rows,
    left_behind,
    make_named_account,
    naming_columns,
)

# Columns that only hold somebody between the beginning and the end of an erasure, or that other acts of people fill.
NOT_FILLED = {f"{table}.{column}" for table, column in DOCUMENTED} | {"erasures.actor_ref"}


@pytest.mark.parametrize("texts", list(Texts))
def test_every_column_that_names_an_account_is_empty_afterwards(app: Flask, texts: Texts) -> None:
    account = make_named_account()
    number, ref = account.id, str(account.actor_ref)
    with transaction():
        token = commands.request_erasure(account, texts=texts)
    known = {f"{table.name}.{column.name}" for table, column, kind in naming_columns() if kind in {"id", "ref"}}
    assert known - columns_that_name(number, ref) <= NOT_FILLED, "fill these columns in tests/own_data/naming.py"
    before = {name: count for name, (count, _) in counts_and_rows().items()}
    assert sum(before.values()) > 4
    with clock.stopped_at(now() + timedelta(days=7, minutes=1)):
        for _ in range(2):
            jobs.run_soon_tasks()
    after = counts_and_rows()
    assert left_behind(number, ref, ADDRESS, NAME) == {}
    assert {name: count for name, (count, _) in after.items()} == before
    assert [name for name, (count, rows) in after.items() if count != rows] == []
    erasure = queries.erasure_by_token(token)
    assert erasure is not None
    db.session.refresh(erasure)
    assert erasure.done_at is not None
