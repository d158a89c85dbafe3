"""Reading what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from participation.core.database import db
from participation.records.journal.models import ALL_READERS, JournalCursor, JournalDetail, JournalDuty, JournalEntry


@dataclass(frozen=True)
class Happening:
    """An entry with its details, if they were not erased."""

    entry_id: int
    position: int | None
    at: datetime
    event: str
    subject_id: int | None
    role: str
    values: dict[str, Any]
    details: dict[str, Any]
    actor_ref: str | None


def _happenings(statement: Any) -> list[Happening]:
    rows = db.session.execute(statement).all()
    return [
        Happening(e.id, e.position, e.at, e.event, e.subject_id, e.role, e.values, details or {}, e.actor_ref)
        for e, details in rows
    ]


def _entries() -> Any:
    return select(JournalEntry, JournalDetail.details).outerjoin(
        JournalDetail, JournalDetail.entry_id == JournalEntry.id
    )


def history_of(subject_id: int, *, events: Sequence[str] = (), most: int = 100) -> list[Happening]:
    """What happened to a subject, oldest first."""
    statement = _entries().where(JournalEntry.subject_id == subject_id)
    if events:
        statement = statement.where(JournalEntry.event.in_(events))
    return _happenings(statement.order_by(JournalEntry.at, JournalEntry.id).limit(most))


def entries_after(position: int, *, most: int = 200) -> list[Happening]:
    """Chained entries after a position, in order."""
    return _happenings(_entries().where(JournalEntry.position > position).order_by(JournalEntry.position).limit(most))


def cursor_of(reader: str) -> int:
    """How far a reader has come; one that has not read yet begins where all were told to."""
    cursors = select(func.max(JournalCursor.position)).where(JournalCursor.reader.in_((reader, ALL_READERS)))
    return int(db.session.scalar(cursors) or 0)


def oldest_unsealed() -> datetime | None:
    """When the oldest entry was made that the worker has not put into the chain yet."""
    return db.session.scalar(select(func.min(JournalEntry.at)).where(JournalEntry.position.is_(None)))


def newest_position() -> int:
    """The position of the newest chained entry, 0 where there is none."""
    return int(db.session.scalar(select(func.max(JournalEntry.position))) or 0)


def awaits(room: str, event: str) -> ColumnElement[bool]:
    """That an entry of this event is chained and that the room has not done yet what it asks of it."""
    acted = select(JournalDuty.entry_id).where(JournalDuty.room == room)
    return and_(JournalEntry.event == event, JournalEntry.position.is_not(None), JournalEntry.id.not_in(acted))


def rooms_done(entry_id: int | None) -> set[str]:
    """The rooms that have done what an entry asks of them."""
    return set(db.session.scalars(select(JournalDuty.room).where(JournalDuty.entry_id == entry_id)))


def due_words(before: datetime) -> Select[*tuple[Any, ...]]:
    """Words beside entries that were made before this moment."""
    return (
        select(JournalDetail.entry_id, JournalEntry.at)
        .join(JournalEntry, JournalEntry.id == JournalDetail.entry_id)
        .where(JournalEntry.at < before)
    )
