"""What a department can do with measures."""

from __future__ import annotations

from sqlalchemy import select

from participation.action.measures.models import (
    Measure,
    StageChange,
)
from participation.action.measures.queries.listing import MeasureCard, cards_where
from participation.core.actor import Actor, Role
from participation.core.database import db
from participation.people.departments.models import Department


def own_departments(actor: Actor, *roles: Role) -> list[Department]:
    """The departments in whose name this person may act in one of the roles."""
    scopes = {scope for role in roles for scope in actor.scopes_of(role)}
    statement = select(Department).order_by(Department.position, Department.name)
    if None not in scopes:
        statement = statement.where(Department.subject_id.in_({scope for scope in scopes if scope is not None}))
    return list(db.session.scalars(statement))


def own_measures(actor: Actor) -> list[MeasureCard]:
    """The measures that this person's departments are responsible for."""
    departments = own_departments(actor, Role.EDITOR, Role.LIAISON, Role.MODERATOR)
    return cards_where(actor, Measure.department_id.in_([department.subject_id for department in departments]))


def used_decisions(measure_id: int) -> set[int]:
    """The decisions that opened a gate of a measure already; none opens a second one."""
    statement = select(StageChange.decision_id).where(
        StageChange.measure_id == measure_id, StageChange.decision_id.is_not(None)
    )
    return {decision_id for decision_id in db.session.scalars(statement) if decision_id is not None}
