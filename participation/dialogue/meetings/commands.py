"""Announcing meetings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import Invalid
from participation.dialogue.meetings.events import MeetingAnnounced
from participation.dialogue.meetings.models import Meeting, MeetingKind
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject
from participation.records.subjects.models import Audience, Subject, SubjectKind


def create_meeting(
    title: str, *, kind: MeetingKind, starts_at: datetime, actor: Actor, ends_at: datetime | None = None,
    process_id: int | None = None, department_id: int | None = None, district_id: int | None = None, **values: Any,
) -> Meeting:  # fmt: skip
    """Announce a date, of a process or of the town. Raises Invalid where it ends before it starts."""
    if ends_at is not None and ends_at <= starts_at:
        raise Invalid("Ein Termin muss nach seinem Beginn enden.", field="ends_at")
    process = db.session.get_one(Subject, process_id) if process_id is not None else None
    subject = add_subject(
        SubjectKind.MEETING, title, path="/termine/{id}", process_id=process_id, district_id=district_id,
        department_id=department_id or (process.department_id if process else None),
        audience=process.audience if process else Audience.PUBLIC, lon=values.get("lon"), lat=values.get("lat"),
    )  # fmt: skip
    meeting = Meeting(
        subject_id=subject.id, title=title, kind=kind, starts_at=starts_at, ends_at=ends_at, process_id=process_id,
        district_id=district_id, **values,
    )  # fmt: skip
    db.session.add(meeting)
    db.session.flush()
    index_subject(subject.id, title=title, text=f"{meeting.place}\n\n{meeting.description}")
    record(MeetingAnnounced(subject.id, kind=kind), actor=actor)
    return meeting
