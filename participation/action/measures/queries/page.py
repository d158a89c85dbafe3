"""One measure with its target levels, goals and departments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from participation.action.measures import rules
from participation.action.measures.models import (
    FormerTargetLevel,
    InvolvedDepartment,
    Measure,
    TargetLevel,
)
from participation.action.measures.queries.listing import joined
from participation.core.actor import Actor
from participation.core.database import db
from participation.people.departments.models import Department
from participation.records.subjects.models import Link, LinkKind, Subject
from participation.records.subjects.queries import visible_to
from participation.town.districts.models import District
from participation.town.taxonomy.models import ActionField


@dataclass(frozen=True)
class MeasurePage:
    """A measure with the names of what it belongs to."""

    measure: Measure
    department: str
    department_slug: str
    action_field: str
    action_field_slug: str
    district: str
    district_slug: str


@dataclass(frozen=True)
class FormerCondition:
    """What a level said before."""

    condition: str
    replaced_at: datetime
    reason: str


@dataclass(frozen=True)
class Level:
    """A target level with its condition and what it said before, newest first."""

    number: int
    condition: str
    former: tuple[FormerCondition, ...]


def measure_page(slug: str, actor: Actor) -> MeasurePage | None:
    """The measure with this name in its address, if this person may see it."""
    row = db.session.execute(
        joined(
            select(
                Measure, Department.name, Department.slug, func.coalesce(ActionField.name, ""),
                func.coalesce(ActionField.slug, ""), func.coalesce(District.name, ""), func.coalesce(District.slug, ""),
            )
        ).where(Measure.slug == slug, visible_to(actor))
    ).first()  # fmt: skip
    return None if row is None else MeasurePage(*row)


def measure_by_slug(slug: str, actor: Actor) -> Measure | None:
    """The measure alone."""
    return db.session.scalar(
        select(Measure).join(Subject, Subject.id == Measure.subject_id).where(Measure.slug == slug, visible_to(actor))
    )


def measure_by_id(subject_id: int) -> Measure | None:
    """The measure of this number, whoever asks."""
    return db.session.get(Measure, subject_id)


def target_levels(measure_id: int) -> list[Level]:
    """The levels that are written, from 1 to 4, each with what it said before."""
    rows = db.session.execute(
        select(TargetLevel, FormerTargetLevel)
        .outerjoin(FormerTargetLevel, FormerTargetLevel.target_level_id == TargetLevel.id)
        .where(TargetLevel.measure_id == measure_id)
        .order_by(TargetLevel.level, FormerTargetLevel.replaced_at.desc(), FormerTargetLevel.id.desc())
    ).all()
    former: dict[int, list[FormerCondition]] = {}
    conditions: dict[int, str] = {}
    for level, old in rows:
        conditions[level.level] = level.condition
        if old is not None:
            former.setdefault(level.level, []).append(FormerCondition(old.condition, old.replaced_at, old.reason))
    return [Level(n, condition, tuple(former.get(n, ()))) for n, condition in sorted(conditions.items())]


def has_all_levels(levels: Sequence[Level]) -> bool:
    """Whether the four conditions stand, so that implementation may start."""
    return {level.number for level in levels} == set(rules.FOUR)


def goal_ids_of(measure_id: int) -> list[int]:
    """The goals that a measure pays into."""
    statement = select(Link.target_id).where(Link.source_id == measure_id, Link.kind == LinkKind.PAID_INTO)
    return list(db.session.scalars(statement.order_by(Link.target_id)))


def involved_ids_of(measure_id: int) -> list[int]:
    """The further departments that work on a measure."""
    statement = select(InvolvedDepartment.department_id).where(InvolvedDepartment.measure_id == measure_id)
    return list(db.session.scalars(statement.order_by(InvolvedDepartment.department_id)))
