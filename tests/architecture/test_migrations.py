"""One head, nothing left to migrate, and the guards hold on both databases."""

from __future__ import annotations

import warnings

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from config import ROOT
from participation.core.actor import HOUSE
from participation.core.database import Base, db
from participation.core.guards import is_made_by_hand
from participation.core.transactions import transaction
from participation.records.journal.commands import chain_entries, record
from participation.records.journal.events import Event
from participation.records.journal.models import JournalEntry


def test_there_is_one_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_the_database_is_what_the_models_say(live_app: Flask) -> None:
    with live_app.app_context(), db.engine.connect() as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore", sa.exc.SAWarning)
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "include_object": lambda _o, name, *_: not is_made_by_hand(name or "")},
        )
        assert compare_metadata(context, Base.metadata) == []


def test_the_journal_only_grows(app: Flask) -> None:
    with transaction():
        record(Event(None), actor=HOUSE)
    with transaction():
        chain_entries()
    entry = db.session.scalars(sa.select(JournalEntry).execution_options(populate_existing=True)).first()
    assert entry is not None
    assert entry.position == 1
    assert entry.hash is not None
    for statement in (
        sa.update(JournalEntry).values(event="Something else"),
        sa.update(JournalEntry).values(position=7),
        sa.delete(JournalEntry),
    ):
        with pytest.raises(sa.exc.DBAPIError, match="only grows"), db.session.begin_nested():
            db.session.execute(statement.execution_options(synchronize_session=False))


def test_position_and_hash_are_set_without_anything_else(app: Flask) -> None:
    with transaction():
        record(Event(None), actor=HOUSE)
    with pytest.raises(sa.exc.DBAPIError, match="only grows"), db.session.begin_nested():
        db.session.execute(sa.update(JournalEntry).values(position=1, hash="x", event="Something else"))
