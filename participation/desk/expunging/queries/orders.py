"""What each room has yet to let go of, and how far an expunging has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from participation.core.clock import TOWN
from participation.core.database import db
from participation.desk.expunging import rules
from participation.desk.expunging.models import Expunging, Extent, Ground, Kind, Standing
from participation.records.journal.models import JournalEntry
from participation.records.journal.queries import awaits, rooms_done
from participation.records.subjects.models import Subject
from participation.records.subjects.rules import expunged_mark


@dataclass(frozen=True)
class Order:
    """What one expunging asks of a room; `mark` is kept in place of what goes, `text` where a text must stand.

    `words` are what mails that wait are known by, `path` the address that they tell of.
    """

    entry_id: int
    kind: Kind
    subject_id: int | None
    answer_id: int | None
    document_id: int | None
    question_id: int | None
    report_id: int | None
    extent: Extent
    part: str
    day: date
    ground: Ground
    words: tuple[str, ...]
    path: str

    @property
    def mark(self) -> str:
        """What says, in every language, why nothing is shown."""
        return expunged_mark(self.day, self.ground.value)

    @property
    def text(self) -> str:
        """What stands, in German, in place of a text of the city."""
        return rules.tombstone_text(self.day, self.ground)

    @property
    def version(self) -> int:
        """The number of the version that goes."""
        return int(self.part)


def expungings_for(room: str) -> list[Order]:
    """What a room has yet to let go of: confirmed, chained in the journal, and not done by it.

    The room that acts last waits for the others.
    """
    kinds = [kind for kind, rooms in rules.ROOMS.items() if room in rooms]
    rows = db.session.execute(
        select(Expunging, Subject.path)
        .join(JournalEntry, JournalEntry.id == Expunging.entry_id)
        .outerjoin(Subject, Subject.id == Expunging.subject_id)
        .where(awaits(room, "SubjectExpunged"), Expunging.done_at.is_(None), Expunging.kind.in_(kinds))
        .order_by(JournalEntry.position)
    ).all()
    if room == rules.LAST:
        rows = [row for row in rows if _others_done(row[0])]
    return [_order(expunging, path or "") for expunging, path in rows]


def expungings_to_close() -> list[int]:
    """The expungings that all rooms have done their part of."""
    waiting = db.session.scalars(
        select(Expunging)
        .where(Expunging.state == Standing.CONFIRMED, Expunging.done_at.is_(None))
        .order_by(Expunging.id)
    )
    return [one.id for one in waiting if set(rules.ROOMS[one.kind]) <= rooms_done(one.entry_id)]


def stand_of(expunging: Expunging) -> tuple[int, int]:
    """How many rooms have done their part, and of how many."""
    rooms = set(rules.ROOMS[expunging.kind])
    return (len(rooms & rooms_done(expunging.entry_id)) if expunging.entry_id else 0), len(rooms)


def confirmed_since(moment: datetime) -> list[Expunging]:
    """What was expunged since then, oldest first."""
    return list(
        db.session.scalars(
            select(Expunging)
            .where(Expunging.state == Standing.CONFIRMED, Expunging.decided_at >= moment)
            .order_by(Expunging.decided_at, Expunging.id)
        )
    )


def _others_done(expunging: Expunging) -> bool:
    return set(rules.ROOMS[expunging.kind]) - {rules.LAST} <= rooms_done(expunging.entry_id)


def _order(one: Expunging, path: str) -> Order:
    decided = one.decided_at or one.requested_at
    contribution = one.extent is Extent.WHOLE and one.kind in (Kind.IDEA, Kind.COMMENT, Kind.NOTE, Kind.PROTOTYPE)
    return Order(
        one.entry_id or 0, one.kind, one.subject_id, one.answer_id, one.document_id, one.question_id, one.report_id,
        one.extent, one.part, decided.astimezone(TOWN).date(), one.ground, tuple(one.words or ()),
        path if contribution else "",
    )  # fmt: skip
