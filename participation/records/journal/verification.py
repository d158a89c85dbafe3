"""Walking the chain of the journal, from its first entry to its seal, in batches: memory does not grow with it.

What is looked for: entries that were altered, taken out, put in, exchanged or cut off at the end, and words that are
not the ones that were said. Words that were erased are no fault. Each batch is read in a short transaction of its own,
so that the worker goes on sealing meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from participation.core.database import db
from participation.records.journal.models import SEAL, JournalCursor, JournalDetail, JournalEntry, JournalSeal
from participation.records.journal.rules import digest_of, hash_of

BATCH = 1000


class ChainBroken(Exception):
    """The journal is not what it was; the message names the first entry where that shows."""


@dataclass(frozen=True)
class Seal:
    """A position and the hash of the entry there, which stands for everything before it."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"


@dataclass(frozen=True)
class Verified:
    """What a whole journal holds: chained entries, how many of them lost their words, how many wait to be sealed."""

    entries: int
    without_words: int
    unsealed: int
    seal: Seal


def verify_journal(noted: Seal | None = None) -> Verified:
    """Walk the whole chain; `noted` is a seal that was written down earlier and must still be in it.

    Raises ChainBroken with one sentence that names the first entry that does not fit.
    """
    seal, cursor = _read(_newest_seal), _read(_furthest_cursor)
    walk = _Walk(noted)
    for batch in _batches():
        for row in batch:
            walk.step(row)
    walk.end(seal, cursor)
    return Verified(walk.position, walk.without_words, _read(_count_unsealed), Seal(walk.position, walk.previous))


class _Walk:
    def __init__(self, noted: Seal | None) -> None:
        self.position, self.previous, self.without_words = 0, "", 0
        self.noted = noted

    def step(self, row: Row[Any]) -> None:
        """Take the next entry in; raise ChainBroken where it does not follow."""
        expected = self.position + 1
        if row.position != expected:
            gap = "" if row.position == expected + 1 else f" to {row.position - 1}"
            raise ChainBroken(f"Entries are missing: position {expected}{gap} is empty, before {_named(row)}.")
        link = hash_of(row, row.position, self.previous)  # type: ignore[arg-type]
        if link != row.hash:
            raise ChainBroken(f"{_named(row)} was altered, put in or exchanged: its hash does not follow.")
        self._check_words(row)
        if self.noted and self.noted.position == expected and self.noted.hash != link:
            raise ChainBroken(f"{_named(row)} is not the one that was noted: the seal {self.noted} is another.")
        self.position, self.previous = expected, link

    def _check_words(self, row: Row[Any]) -> None:
        if row.salt is None:
            self.without_words += bool(row.digest)
        elif not row.digest:
            raise ChainBroken(f"Words were put beside {_named(row)}, which had none.")
        elif digest_of(row.salt, row.details) != row.digest:
            raise ChainBroken(f"The words of {_named(row)} were altered: their digest does not fit.")

    def end(self, seal: Seal | None, cursor: int) -> None:
        """Ask whether the chain reaches as far as it did. `seal` was read before the walk began."""
        reached = max(seal.position if seal else 0, cursor, self.noted.position if self.noted else 0)
        if self.position < reached:
            raise ChainBroken(
                f"Entries are missing at the end: the last one is at position {self.position}, "
                f"but there were {reached} once."
            )
        if self.position and seal is None:
            raise ChainBroken(f"The seal is missing, though there are {self.position} chained entries.")
        self._check_seal(seal)

    def _check_seal(self, seal: Seal | None) -> None:
        present = _read(_newest_seal)
        if present is None:
            return
        if present.position < self.position:
            raise ChainBroken(
                f"Entries were put in at the end: the seal is at position {present.position}, "
                f"but there are {self.position}."
            )
        for one in (seal, present):
            if one is not None and _read(_hash_at, one.position) != one.hash:
                raise ChainBroken(f"The entry at position {one.position} is not the one that was sealed.")


def _named(row: Row[Any]) -> str:
    return f"Entry {row.id} at position {row.position} ({row.event}, {row.at:%Y-%m-%d %H:%M} UTC)"


def _batches() -> Iterator[list[Row[Any]]]:
    position = 0
    while batch := _next_batch(position):
        yield batch
        position = batch[-1].position


def _next_batch(position: int) -> list[Row[Any]]:
    try:
        return list(_read(_entries_after, position))
    except ValueError:
        raise ChainBroken(f"One of the {BATCH} entries after position {position} cannot be read any more.") from None


def _read(query: Any, *arguments: Any) -> Any:
    with db.engine.connect() as connection:
        return query(connection, *arguments)


def _entries_after(connection: Connection, position: int) -> list[Row[Any]]:
    entry, detail = JournalEntry, JournalDetail
    return list(
        connection.execute(
            select(
                entry.id, entry.position, entry.hash, entry.at, entry.event, entry.subject_id, entry.actor_ref,
                entry.role, entry.values, entry.digest, detail.salt, detail.details,
            )
            .outerjoin(detail, detail.entry_id == entry.id)
            .where(entry.position > position)
            .order_by(entry.position)
            .limit(BATCH)
        )
    )  # fmt: skip


def _newest_seal(connection: Connection) -> Seal | None:
    row = connection.execute(select(JournalSeal.position, JournalSeal.hash).where(JournalSeal.id == SEAL)).first()
    return Seal(*row) if row else None


def _hash_at(connection: Connection, position: int) -> str | None:
    return connection.scalar(select(JournalEntry.hash).where(JournalEntry.position == position))


def _furthest_cursor(connection: Connection) -> int:
    return int(connection.scalar(select(func.max(JournalCursor.position))) or 0)


def _count_unsealed(connection: Connection) -> int:
    unsealed = select(func.count()).select_from(JournalEntry).where(JournalEntry.position.is_(None))
    return int(connection.scalar(unsealed) or 0)
