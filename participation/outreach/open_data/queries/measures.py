"""Measures as open data: what the city does, how far it is, and which ideas it grew from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from participation.action.measures.models import Measure, MeasureStage, TargetLevel
from participation.core.database import db
from participation.outreach.open_data.queries.reading import linked_ids, page_of
from participation.outreach.open_data.rules import Asked, Record, Resource, iso
from participation.people.departments.models import Department
from participation.records.subjects.models import Link, LinkKind, Subject, SubjectKind
from participation.town.districts.models import District
from participation.town.taxonomy.models import ActionField, StrategicGoal

TEXTS = ("aim", "solution", "place", "partners", "funding", "period", "risks", "problems", "lesson")
LEVELS = tuple(f"level_{number}" for number in range(1, 5))
COLUMNS = (
    "id", "url", "title", "changes", *TEXTS, "department", "action_field", "district", "longitude", "latitude",
    "cost_eur", "cost_note", "stage", "stage_since", "reached_level", *LEVELS, "goals", "ideas", "is_demo",
    "changed_at",
)  # fmt: skip


def measures_page(asked: Asked) -> list[Record]:
    """A page of measures in the order of their numbers, with target levels, goals and source ideas."""
    statement = (
        select(Measure, Subject.path, Subject.changed_at, Department.slug, ActionField.slug, District.slug)
        .join(Subject, Subject.id == Measure.subject_id)
        .join(Department, Department.subject_id == Measure.department_id)
        .outerjoin(ActionField, ActionField.id == Measure.action_field_id)
        .outerjoin(District, District.subject_id == Measure.district_id)
    )
    rows = page_of(_narrowed(statement, asked), Measure.subject_id, asked)
    ids = [row[0].subject_id for row in rows]
    if not ids:
        return []
    goals, levels = _goals_of(ids), _levels_of(ids)
    ideas = linked_ids(ids, LinkKind.GREW_FROM, SubjectKind.IDEA, forward=False)
    return [_record(row, levels[n], goals[n], ideas[n]) for n, row in zip(ids, rows, strict=True)]


def _narrowed(statement: Any, asked: Asked) -> Any:
    columns = {
        "department": Department.slug, "district": District.slug, "action_field": ActionField.slug,
        "stage": Measure.stage,
    }  # fmt: skip
    for name, column in columns.items():
        if value := asked.wants(name):
            statement = statement.where(column == value)
    if asked.changed_since:
        statement = statement.where(Subject.changed_at >= asked.changed_since)
    return statement


def _goals_of(ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = db.session.execute(
        select(Link.source_id, StrategicGoal.slug)
        .join(StrategicGoal, StrategicGoal.subject_id == Link.target_id)
        .where(Link.source_id.in_(ids), Link.kind == LinkKind.PAID_INTO)
        .order_by(Link.source_id, StrategicGoal.position, StrategicGoal.slug)
    )
    for measure_id, slug in rows:
        found[measure_id].append(slug)
    return found


def _levels_of(ids: Sequence[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for level in db.session.scalars(select(TargetLevel).where(TargetLevel.measure_id.in_(ids))):
        found[level.measure_id][f"level_{level.level}"] = level.condition
    return found


def _record(row: Any, levels: dict[str, str], goals: list[str], ideas: list[int]) -> Record:
    measure, path, changed_at, department, action_field, district = row
    return {
        "id": measure.subject_id, "url": path, "title": measure.title, "changes": measure.change_for_people or None,
        **{name: getattr(measure, name) or None for name in TEXTS}, "department": department,
        "action_field": action_field, "district": district, "longitude": measure.lon, "latitude": measure.lat,
        "cost_eur": measure.cost, "cost_note": measure.cost_note or None, "stage": measure.stage.value,
        "stage_since": iso(measure.stage_since), "reached_level": measure.reached_level,
        **{name: levels.get(name) for name in LEVELS}, "goals": goals, "ideas": ideas, "is_demo": measure.is_demo,
        "changed_at": iso(changed_at),
    }  # fmt: skip


FILTERS = {"department": (), "district": (), "action_field": (), "stage": tuple(MeasureStage)}
MEASURES = Resource("measures", COLUMNS, FILTERS, measures_page)
