"""Finding meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.dialogue.meetings.models import KIND_LABELS, Meeting, MeetingKind
from participation.dialogue.processes.models import Process
from participation.records.subjects.models import Subject
from participation.records.subjects.queries import visible_to
from participation.town.districts.models import District


@dataclass(frozen=True)
class MeetingEntry:
    """A meeting in a list."""

    subject_id: int
    kind: MeetingKind
    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    outcome: str
    district: str | None
    process_title: str | None
    process_slug: str | None

    @property
    def kind_label(self) -> str:
        """What kind of meeting it is, as a message."""
        return KIND_LABELS[self.kind]


@dataclass(frozen=True)
class MeetingPage:
    """A meeting with where it lies and what it belongs to."""

    meeting: Meeting
    district: District | None
    process: Process | None


def _end() -> Any:
    return func.coalesce(Meeting.ends_at, Meeting.starts_at, type_=Meeting.starts_at.type)


def _entries(actor: Actor, kind: MeetingKind | None) -> Any:
    statement = (
        select(
            Meeting.subject_id, Meeting.kind, Meeting.title, Meeting.starts_at, Meeting.ends_at, Meeting.place,
            Meeting.outcome, District.name, Process.title, Process.slug,
        )
        .join(Subject, Subject.id == Meeting.subject_id)
        .outerjoin(District, District.subject_id == Meeting.district_id)
        .outerjoin(Process, Process.subject_id == Meeting.process_id)
        .where(visible_to(actor))
    )  # fmt: skip
    return statement.where(Meeting.kind == kind) if kind else statement


def coming_meetings(
    actor: Actor, *, kind: MeetingKind | None = None, process_id: int | None = None, most: int = 100
) -> list[MeetingEntry]:
    """Meetings that are not over, the next first."""
    statement = _entries(actor, kind).where(_end() >= now()).order_by(Meeting.starts_at, Meeting.subject_id)
    if process_id is not None:
        statement = statement.where(Meeting.process_id == process_id)
    return [MeetingEntry(*row) for row in db.session.execute(statement.limit(most))]


def past_meetings(
    actor: Actor, *, kind: MeetingKind | None = None, number: int = 1, size: int = 20
) -> tuple[list[MeetingEntry], bool]:
    """A page of the meetings that are over, the latest first, and whether there are more."""
    statement = (
        _entries(actor, kind)
        .where(_end() < now())
        .order_by(Meeting.starts_at.desc(), Meeting.subject_id.desc())
        .limit(size + 1)
        .offset((number - 1) * size)
    )
    found = [MeetingEntry(*row) for row in db.session.execute(statement)]
    return found[:size], len(found) > size


def meetings_of(process_id: int, actor: Actor, *, most: int = 50) -> list[MeetingEntry]:
    """All meetings of a process in their order."""
    statement = _entries(actor, None).where(Meeting.process_id == process_id)
    statement = statement.order_by(Meeting.starts_at.desc(), Meeting.subject_id.desc()).limit(most)
    return [MeetingEntry(*row) for row in db.session.execute(statement)][::-1]


def meeting_page(subject_id: int, actor: Actor) -> MeetingPage | None:
    """A meeting, if this person may see it."""
    row = db.session.execute(
        select(Meeting, District, Process)
        .join(Subject, Subject.id == Meeting.subject_id)
        .outerjoin(District, District.subject_id == Meeting.district_id)
        .outerjoin(Process, Process.subject_id == Meeting.process_id)
        .where(Meeting.subject_id == subject_id, visible_to(actor))
    ).first()
    return MeetingPage(*row) if row else None
