"""Finding measures: the public list with its filters, one measure, and what its department can do with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, literal, select, union_all
from sqlalchemy.orm import aliased

from participation.action.measures import rules
from participation.action.measures.models import (
    FormerTargetLevel,
    InvolvedDepartment,
    Measure,
    MeasureStage,
    StageChange,
    TargetLevel,
)
from participation.core.actor import Actor, Role
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


def _narrowed(actor: Actor, filters: Filters) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [visible_to(actor)]
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


def _joined(statement: Any) -> Any:
    return (
        statement.select_from(Measure)
        .join(Subject, Subject.id == Measure.subject_id)
        .join(Department, Department.subject_id == Measure.department_id)
        .outerjoin(ActionField, ActionField.id == Measure.action_field_id)
        .outerjoin(District, District.subject_id == Measure.district_id)
    )


def count_by_stage(actor: Actor, filters: Filters) -> dict[MeasureStage, int]:
    """How many measures stand at each stage under the other filters."""
    statement = _joined(select(Measure.stage, func.count())).where(*_narrowed(actor, filters)).group_by(Measure.stage)
    return {row[0]: row[1] for row in db.session.execute(statement)}


def measure_cards(actor: Actor, filters: Filters, *, offset: int = 0, most: int = 20) -> list[MeasureCard]:
    """A page of the list; what moved last comes first."""
    statement = (
        _joined(
            select(
                Measure.subject_id, Measure.slug, Measure.title, Measure.change_for_people, Measure.stage,
                Measure.stage_since, Measure.reached_level, Measure.levels_fixed_at.is_not(None), Measure.picture,
                Measure.picture_alt, Measure.is_demo, Department.name, func.coalesce(ActionField.name, ""),
                func.coalesce(District.name, ""), _sources(actor, SubjectKind.IDEA),
                _sources(actor, SubjectKind.NOTE, SubjectKind.PROTOTYPE),
            )
        )
        .where(*_narrowed(actor, filters), *([Measure.stage == filters.stage] if filters.stage else []))
        .order_by(Measure.stage_since.desc(), Measure.subject_id.desc())
        .offset(offset)
        .limit(most)
    )  # fmt: skip
    return [MeasureCard(*row) for row in db.session.execute(statement).all()]


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


def measure_page(slug: str, actor: Actor) -> MeasurePage | None:
    """The measure with this name in its address, if this person may see it."""
    row = db.session.execute(
        _joined(
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


def goal_ids_of(measure_id: int) -> list[int]:
    """The goals that a measure pays into."""
    statement = select(Link.target_id).where(Link.source_id == measure_id, Link.kind == LinkKind.PAID_INTO)
    return list(db.session.scalars(statement.order_by(Link.target_id)))


def involved_ids_of(measure_id: int) -> list[int]:
    """The further departments that work on a measure."""
    statement = select(InvolvedDepartment.department_id).where(InvolvedDepartment.measure_id == measure_id)
    return list(db.session.scalars(statement.order_by(InvolvedDepartment.department_id)))


def own_departments(actor: Actor, *roles: Role) -> list[Department]:
    """The departments in whose name this person may act in one of the roles."""
    scopes = {scope for role in roles for scope in actor.scopes_of(role)}
    statement = select(Department).order_by(Department.position, Department.name)
    if None not in scopes:
        statement = statement.where(Department.subject_id.in_({scope for scope in scopes if scope is not None}))
    return list(db.session.scalars(statement))


def own_measures(actor: Actor) -> list[MeasureCard]:
    """The measures that this person's departments are responsible for."""
    ids = [department.subject_id for department in own_departments(actor, Role.EDITOR, Role.LIAISON, Role.MODERATOR)]
    cards = measure_cards(actor, Filters(), most=500)
    mine = set(db.session.scalars(select(Measure.subject_id).where(Measure.department_id.in_(ids))))
    return [card for card in cards if card.subject_id in mine]


def used_decisions(measure_id: int) -> set[int]:
    """The decisions that opened a gate of a measure already; none opens a second one."""
    statement = select(StageChange.decision_id).where(
        StageChange.measure_id == measure_id, StageChange.decision_id.is_not(None)
    )
    return {decision_id for decision_id in db.session.scalars(statement) if decision_id is not None}


def has_all_levels(levels: Sequence[Level]) -> bool:
    """Whether the four conditions stand, so that implementation may start."""
    return {level.number for level in levels} == set(rules.FOUR)
