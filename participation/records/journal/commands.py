"""Writing the journal, and putting committed entries into their chain."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict
from enum import Enum
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, select, update

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import wake_worker
from participation.records.journal.events import Event
from participation.records.journal.models import ALL_READERS, JournalCursor, JournalDetail, JournalEntry

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


def digest_of(salt: bytes, details: dict[str, Any]) -> str:
    """SHA-256 (hex) over the salt and the details as canonical JSON."""
    text = json.dumps(details, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(salt + text.encode()).hexdigest()


def chain_entries() -> int:
    """Give committed entries their position and chained hash, oldest first; returns how many. The worker alone
    calls this, under a lock."""
    last = db.session.execute(
        select(JournalEntry.position, JournalEntry.hash)
        .where(JournalEntry.position.is_not(None))
        .order_by(JournalEntry.position.desc())
        .limit(1)
    ).first()
    position, previous = (last[0] or 0, last[1]) if last else (0, "")
    entries = db.session.scalars(
        select(JournalEntry).where(JournalEntry.position.is_(None)).order_by(JournalEntry.id).limit(BATCH)
    ).all()
    links = []
    for entry in entries:
        position += 1
        previous = hash_of(entry, position, previous or "")
        links.append({"entry": entry.id, "place": position, "link": previous})
    if links:
        db.session.execute(CHAINING, links)
    for entry in entries:
        db.session.expire(entry)
    return len(entries)


def chain_all_entries() -> None:
    """Chain everything that waits, within this transaction: for what is loaded as a whole."""
    while chain_entries() == BATCH:
        pass


def hash_of(entry: JournalEntry, position: int, previous: str) -> str:
    """SHA-256 (hex) over the previous hash and what this entry says."""
    said = [
        position,
        entry.id,
        entry.at.isoformat(),
        entry.event,
        entry.subject_id,
        entry.role,
        entry.values,
        entry.digest,
    ]
    text = previous + json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


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


def newest_position() -> int:
    """The position of the newest chained entry, 0 where there is none."""
    return int(db.session.scalar(select(func.max(JournalEntry.position))) or 0)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
