"""A person's notes and dots, for their own eyes alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from participation.core.database import db
from participation.dialogue.workshops.models import Dot, Note
from participation.records.subjects.models import State, Subject


def written_notes(account_id: int) -> list[dict[str, Any]]:
    """A person's notes, oldest first."""
    rows = db.session.execute(
        select(Note.subject_id.label("number"), Subject.path.label("address"), Note.text, Note.state, Note.written_at)
        .join(Subject, Subject.id == Note.subject_id)
        .where(Note.author_id == account_id)
        .order_by(Note.written_at, Note.subject_id)
    )
    return [dict(row) for row in rows.mappings()]


def dots_set(account_id: int) -> list[dict[str, Any]]:
    """The notes on which a person set a dot; shown to nobody else."""
    rows = db.session.execute(
        select(Dot.note_id.label("note"), Note.text, Dot.set_at)
        .join(Note, Note.subject_id == Dot.note_id)
        .where(Dot.account_id == account_id)
        .order_by(Dot.set_at, Dot.note_id)
    )
    return [dict(row) for row in rows.mappings()]


def count_public_notes(account_id: int) -> int:
    """How many notes of a person stand in public view."""
    found = select(func.count()).where(Note.author_id == account_id, Note.state == State.PUBLIC)
    return int(db.session.scalar(found) or 0)
