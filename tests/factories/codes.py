"""Codes of both kinds, and guests who took part with one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.codes.commands import join_with_code, make_codes
from participation.dialogue.codes.models import CodeBatch, CodeKind
from participation.dialogue.processes.models import Process
from participation.people.accounts.models import Account

KEY = "a key for tests that is long enough to be one"


def make_batch(process: Process | None, kind: CodeKind = CodeKind.LETTER, **values: Any) -> tuple[CodeBatch, list[str]]:
    """Codes that hold from yesterday for a month, with the batch."""
    chosen = {"valid_from": now() - timedelta(days=1), "valid_until": now() + timedelta(days=30), **values}
    with transaction():
        found = db.session.get_one(Process, process.subject_id) if process is not None else None
        return make_codes(
            found, kind, count=chosen.pop("count", 1), purpose=chosen.pop("purpose", "Zur Probe"), key=KEY,
            actor=HOUSE, **chosen,
        )  # fmt: skip


def make_guest(process: Process, pseudonym: str = "Biber 7", **values: Any) -> tuple[Account, str]:
    """Somebody who takes part with a group code, and their code to come back."""
    _batch, [code] = make_batch(process, CodeKind.GROUP, age_confirmed=process.minimum_age is not None, **values)
    with transaction():
        found = db.session.get_one(Process, process.subject_id)
        return join_with_code(code, found, pseudonym=pseudonym, key=KEY)
