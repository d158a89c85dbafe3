"""What lies where: subjects with a place, and when one of them last changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, true

from participation.core.actor import Actor
from participation.core.database import db
from participation.records.subjects.models import Subject, SubjectKind
from participation.records.subjects.queries import visible_to


@dataclass(frozen=True, slots=True)
class PlacedSubject:
    """A subject with its place."""

    subject_id: int
    lon: float
    lat: float
    title: str
    path: str


def placed_subjects(actor: Actor, kind: SubjectKind, *, district_ids: Sequence[int] = ()) -> list[PlacedSubject]:
    """All subjects of a kind that have a place and that this person may see, by title."""
    rows = db.session.execute(
        select(Subject.id, Subject.lon, Subject.lat, Subject.title, Subject.path)
        .where(
            Subject.kind == kind, Subject.lon.is_not(None), visible_to(actor),
            Subject.district_id.in_(district_ids) if district_ids else true(),
        )
        .order_by(Subject.title, Subject.id)
    )  # fmt: skip
    return [PlacedSubject(row.id, row.lon or 0.0, row.lat or 0.0, row.title, row.path) for row in rows]


def newest_change(kind: SubjectKind) -> datetime | None:
    """When a subject of this kind last changed."""
    return db.session.scalar(select(func.max(Subject.changed_at)).where(Subject.kind == kind))
