"""Writing the journal, and putting committed entries into their chain."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict
from enum import Enum
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import wake_worker
from participation.records.journal.events import Event
from participation.records.journal.models import (
    ALL_READERS,
    SEAL,
    JournalCursor,
    JournalDetail,
    JournalDuty,
    JournalEntry,
    JournalSeal,
)
from participation.records.journal.queries import newest_position
from participation.records.journal.rules import digest_of, hash_of

BATCH = 500
ENTRIES = cast(Table, JournalEntry.__table__)
CHAINING = (
    update(ENTRIES)
    .where(ENTRIES.c.id == bindparam("entry"), ENTRIES.c.position.is_(None))
    .values(position=bindparam("place"), hash=bindparam("link"))
)


def record(event: Event, *, actor: Actor, role: str = "", **details: Any) -> JournalEntry:
    """Note in this transaction that something happened; `details` are words that may have to be erased one day."""
    values = {name: _plain(value) for name, value in asdict(event).items() if name != "subject_id"}
    salt = secrets.token_bytes(16)
    entry = JournalEntry(
        at=now(), event=type(event).__name__, subject_id=event.subject_id, actor_ref=actor.actor_ref, role=role,
        values=values, digest=digest_of(salt, details) if details else "",
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    if details:
        db.session.add(JournalDetail(entry_id=entry.id, salt=salt, details=details))
    wake_worker()
    return entry


def chain_entries() -> int:
    """Give committed entries their position and chained hash, oldest first; returns how many. The worker alone
    calls this, under a lock. It goes on from the seal, so that entries cut off at the end leave a gap for good."""
    seal = db.session.get(JournalSeal, SEAL, populate_existing=True)
    position, previous = (seal.position, seal.hash) if seal else (0, "")
    entries = db.session.scalars(
        select(JournalEntry).where(JournalEntry.position.is_(None)).order_by(JournalEntry.id).limit(BATCH)
    ).all()
    links = []
    for entry in entries:
        position += 1
        previous = hash_of(entry, position, previous)
        links.append({"entry": entry.id, "place": position, "link": previous})
    if links:
        db.session.execute(CHAINING, links)
        db.session.merge(JournalSeal(id=SEAL, position=position, hash=previous, at=now()))
        db.session.flush()
    for entry in entries:
        db.session.expire(entry)
    return len(entries)


def chain_all_entries() -> None:
    """Chain everything that waits, within this transaction: for what is loaded as a whole."""
    while chain_entries() == BATCH:
        pass


def move_cursor(reader: str, position: int) -> None:
    """Remember how far a reader has come, in the same transaction as what it made of the entries."""
    cursor = db.session.get(JournalCursor, reader)
    if cursor is None:
        db.session.add(JournalCursor(reader=reader, position=position))
    else:
        cursor.position = max(cursor.position, position)
    db.session.flush()


def let_readers_begin_here() -> None:
    """Let every reader, also those that come later, leave out what was entered until now: nobody is told of it."""
    newest = newest_position()
    readers = db.session.scalars(select(JournalCursor.reader)).all()
    for reader in {*readers, ALL_READERS}:
        move_cursor(reader, newest)


def take_duty(entry_id: int, *, room: str) -> bool:
    """Take on what an entry asks of a room, in the same transaction as doing it; False where it was done before.

    Two workers at once: the second waits for the first and then gets False.
    """
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    taken = db.session.execute(
        insert(JournalDuty)
        .values(entry_id=entry_id, room=room, done_at=now())
        .on_conflict_do_nothing()
        .returning(JournalDuty.room)
    )
    return taken.scalar_one_or_none() is not None


def forget_details_of(subject_id: int, *, where: Callable[[str, dict[str, Any], dict[str, Any]], bool]) -> int:
    """Erase words that lie beside the entries of a subject: those for whose event, values and words `where` says so.

    Returns how many went. The entries stay, and so does their chain.
    """
    rows = db.session.execute(
        select(JournalEntry.id, JournalEntry.event, JournalEntry.values, JournalDetail.details)
        .join(JournalDetail, JournalDetail.entry_id == JournalEntry.id)
        .where(JournalEntry.subject_id == subject_id)
    ).all()
    gone = [row.id for row in rows if where(row.event, row.values, row.details)]
    for start in range(0, len(gone), BATCH):
        forget_words(gone[start : start + BATCH])
    return len(gone)


def forget_words(entry_ids: Sequence[int]) -> None:
    """Erase the words beside these entries; the entries stay, and so does their chain."""
    gone = delete(JournalDetail).where(JournalDetail.entry_id.in_(entry_ids))
    db.session.execute(gone.execution_options(synchronize_session=False))


def release_duties(entry_id: int) -> None:
    """Let every room look again at what an entry asks of it."""
    db.session.execute(delete(JournalDuty).where(JournalDuty.entry_id == entry_id))


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
