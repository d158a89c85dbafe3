"""By what the list of measures can be narrowed."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import and_, literal, select, union_all

from participation.action.measures.models import (
    Measure,
)
from participation.core.actor import Actor
from participation.core.database import db
from participation.people.departments.models import Department
from participation.records.subjects.models import Link, LinkKind, Subject
from participation.records.subjects.queries import visible_to
from participation.town.districts.models import District
from participation.town.taxonomy.models import ActionField, StrategicGoal


@dataclass(frozen=True)
class Choice:
    """A value that the list can be narrowed by."""

    slug: str
    name: str


@dataclass(frozen=True)
class Choices:
    """The values that occur among the measures, by filter."""

    fields: list[Choice] = field(default_factory=list)
    departments: list[Choice] = field(default_factory=list)
    districts: list[Choice] = field(default_factory=list)
    goals: list[Choice] = field(default_factory=list)


def filter_choices(actor: Actor) -> Choices:
    """By what the list can be narrowed: only what occurs among the measures that this person may see."""
    seen = select(Measure.subject_id).join(Subject, Subject.id == Measure.subject_id).where(visible_to(actor))
    mine = Measure.subject_id.in_(seen)
    fields = select(literal("fields").label("kind"), ActionField.slug, ActionField.name, ActionField.position).join(
        Measure, Measure.action_field_id == ActionField.id
    )
    departments = select(literal("departments"), Department.slug, Department.name, Department.position).join(
        Measure, Measure.department_id == Department.subject_id
    )
    districts = select(literal("districts"), District.slug, District.name, literal(0)).join(
        Measure, Measure.district_id == District.subject_id
    )
    goals = (
        select(literal("goals"), StrategicGoal.slug, StrategicGoal.name, StrategicGoal.position)
        .join(Link, and_(Link.target_id == StrategicGoal.subject_id, Link.kind == LinkKind.PAID_INTO))
        .join(Measure, Measure.subject_id == Link.source_id)
    )
    parts = union_all(*(part.where(mine).distinct() for part in (fields, departments, districts, goals)))
    found = Choices()
    for kind, slug, name, _position in sorted(db.session.execute(parts).all(), key=lambda row: (row[3], row[2])):
        getattr(found, kind).append(Choice(slug, name))
    return found
