"""The public list of measures, narrowed by filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select, union_all
from sqlalchemy.orm import aliased

from participation.action.measures.models import (
    Measure,
    MeasureStage,
)
from participation.core.actor import Actor
from participation.core.database import db
from participation.people.departments.models import Department
from participation.records.search.queries import matching_condition
from participation.records.subjects.models import Link, LinkKind, Subject, SubjectKind
from participation.records.subjects.queries import visible_to
from participation.town.districts.models import District
from participation.town.taxonomy.models import ActionField, StrategicGoal


@dataclass(frozen=True)
class Filters:
    """What a reader narrows the list by; each is the value in the address, empty where it is off."""

    stage: MeasureStage | None = None
    field: str = ""
    department: str = ""
    district: str = ""
    goal: str = ""
    words: str = ""


@dataclass(frozen=True)
class MeasureCard:
    """A measure in a list."""

    subject_id: int
    slug: str
    title: str
    change_for_people: str
    stage: MeasureStage
    stage_since: date
    reached_level: int
    has_levels: bool
    picture: str
    picture_alt: str
    is_demo: bool
    department: str
    action_field: str
    district: str
    ideas: int
    workshop_results: int


def count_by_stage(actor: Actor, filters: Filters) -> dict[MeasureStage, int]:
    """How many measures stand at each stage under the other filters."""
    statement = (
        joined(select(Measure.stage, func.count()))
        .where(visible_to(actor), *_narrowed(filters))
        .group_by(Measure.stage)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def measure_cards(actor: Actor, filters: Filters, *, offset: int = 0, most: int = 20) -> list[MeasureCard]:
    """A page of the list; what moved last comes first."""
    stage = [Measure.stage == filters.stage] if filters.stage else []
    return cards_where(actor, *_narrowed(filters), *stage, offset=offset, most=most)


def cards_where(
    actor: Actor, *conditions: ColumnElement[bool], offset: int = 0, most: int | None = None
) -> list[MeasureCard]:
    """What this person may see of the measures that meet these conditions, as cards; what moved last comes first."""
    statement = (
        joined(
            select(
                Measure.subject_id, Measure.slug, Measure.title, Measure.change_for_people, Measure.stage,
                Measure.stage_since, Measure.reached_level, Measure.levels_fixed_at.is_not(None), Measure.picture,
                Measure.picture_alt, Measure.is_demo, Department.name, func.coalesce(ActionField.name, ""),
                func.coalesce(District.name, ""), _sources(actor, SubjectKind.IDEA),
                _sources(actor, SubjectKind.NOTE, SubjectKind.PROTOTYPE),
            )
        )
        .where(visible_to(actor), *conditions)
        .order_by(Measure.stage_since.desc(), Measure.subject_id.desc())
        .offset(offset)
        .limit(most)
    )  # fmt: skip
    return [MeasureCard(*row) for row in db.session.execute(statement).all()]


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if filters.field:
        where.append(ActionField.slug == filters.field)
    if filters.department:
        where.append(Department.slug == filters.department)
    if filters.district:
        where.append(_lies_in(filters.district))
    if filters.goal:
        where.append(_pays_into(filters.goal))
    if filters.words.strip():
        where.append(matching_condition(filters.words, Measure.subject_id))
    return where


def _lies_in(district_slug: str) -> ColumnElement[bool]:
    """In the district itself or in one of its parts, up to three levels."""
    whole = select(District.subject_id).where(District.slug == district_slug)
    parts = select(District.subject_id).where(District.parent_id.in_(whole))
    smallest = select(District.subject_id).where(District.parent_id.in_(parts))
    return Measure.district_id.in_(union_all(whole, parts, smallest))


def _pays_into(goal_slug: str) -> ColumnElement[bool]:
    return exists().where(
        Link.source_id == Measure.subject_id, Link.kind == LinkKind.PAID_INTO,
        Link.target_id == StrategicGoal.subject_id, StrategicGoal.slug == goal_slug,
    )  # fmt: skip


def joined(statement: Any) -> Any:
    """A statement over measures with what they belong to."""
    return (
        statement.select_from(Measure)
        .join(Subject, Subject.id == Measure.subject_id)
        .join(Department, Department.subject_id == Measure.department_id)
        .outerjoin(ActionField, ActionField.id == Measure.action_field_id)
        .outerjoin(District, District.subject_id == Measure.district_id)
    )


def _sources(actor: Actor, *kinds: SubjectKind) -> ScalarSelect[int]:
    """How many sources of these kinds a measure grew from."""
    source = aliased(Subject)
    return (
        select(func.count())
        .select_from(Link)
        .join(source, source.id == Link.source_id)
        .where(
            Link.target_id == Measure.subject_id, Link.kind == LinkKind.GREW_FROM, source.kind.in_(kinds),
            visible_to(actor, source),
        )
        .scalar_subquery()
    )  # fmt: skip
