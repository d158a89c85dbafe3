"""Adding, renaming and taking away action fields and goals, on pages."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.slugs import slugify
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import Link, LinkKind, State
from participation.town.taxonomy import queries
from participation.town.taxonomy.commands.entering import create_action_field, create_goal
from participation.town.taxonomy.events import (
    ActionFieldAdded,
    ActionFieldChanged,
    ActionFieldRemoved,
    GoalChanged,
    GoalRetired,
)
from participation.town.taxonomy.models import ActionField, StrategicGoal
from participation.town.taxonomy.rules import check_administrator

STALE = "Jemand hat diesen Eintrag inzwischen geändert. Bitte vergleichen Sie beide Fassungen."
TAKEN = "Diesen Eintrag gibt es schon."


def add_action_field(name: str, *, actor: Actor) -> ActionField:
    """A new field of action, at the end. Raises Invalid where there is one of this name."""
    slug = slugify(name)
    if queries.action_field_by_slug(slug) is not None:
        raise Invalid(TAKEN, field="name")
    field = create_action_field(name, slug=slug, actor=actor, position=_after(ActionField))
    record(ActionFieldAdded(None, field_id=field.id), actor=actor, role="administrator")
    return field


def add_goal(name: str, *, actor: Actor, description: str = "") -> StrategicGoal:
    """A new goal, at the end. Raises Invalid where there is or was one of this name."""
    slug = slugify(name)
    if queries.goal_by_slug(slug) is not None:
        raise Invalid(TAKEN, field="name")
    return create_goal(name, slug=slug, actor=actor, description=description, position=_after(StrategicGoal))


def edit_action_field(field: ActionField, *, actor: Actor, version: int, name: str, position: int) -> None:
    """Rename or move a field; its address stays. Raises Conflict where `version` is not the newest."""
    check_administrator(actor)
    _change(field, ActionField.id == field.id, version, {"name": name, "position": position})
    record(ActionFieldChanged(None, field_id=field.id), actor=actor, role="administrator")


def edit_goal(goal: StrategicGoal, *, actor: Actor, version: int, name: str, position: int, description: str) -> None:
    """Reword or move a goal; published results keep the old words. Raises Conflict where `version` is stale."""
    check_administrator(actor)
    values = {"name": name, "position": position, "description": description}
    _change(goal, StrategicGoal.subject_id == goal.subject_id, version, values)
    change_subject(goal.subject_id, title=name)
    index_subject(goal.subject_id, title=name, text=description)
    record(GoalChanged(goal.subject_id), actor=actor, role="administrator")


def remove_action_field(field: ActionField, *, actor: Actor) -> None:
    """Take a field away. Raises Conflict where measures belong to it: the database itself holds them."""
    check_administrator(actor)
    number = field.id
    try:
        with db.session.begin_nested():
            db.session.execute(delete(ActionField).where(ActionField.id == number))
    except IntegrityError:
        raise Conflict(
            "Zu diesem Handlungsfeld gehören Maßnahmen. Ordnen Sie diese erst einem anderen Feld zu."
        ) from None
    db.session.expunge(field)
    record(ActionFieldRemoved(None, field_id=number), actor=actor, role="administrator")


def retire_goal(goal: StrategicGoal, *, actor: Actor) -> None:
    """No longer offer a goal. Raises Conflict where measures pay into it or a round has rated it."""
    check_administrator(actor)
    db.session.scalars(select(StrategicGoal).where(StrategicGoal.subject_id == goal.subject_id).with_for_update()).one()
    used = db.session.scalar(
        select(Link.id)
        .where(Link.target_id == goal.subject_id, Link.kind == LinkKind.PAID_INTO)
        .union_all(select(Link.id).where(Link.source_id == goal.subject_id))
        .limit(1)
    )
    if used is not None:
        raise Conflict("In dieses Ziel zahlen Maßnahmen ein. Lösen Sie diese erst davon.")
    if goal.retired_at is None:
        goal.retired_at = now()
        change_subject(goal.subject_id, state=State.WITHDRAWN)
        db.session.flush()
        record(GoalRetired(goal.subject_id), actor=actor, role="administrator")


def _after(model: Any) -> int:
    return int(db.session.scalar(select(func.max(model.position))) or 0) + 1


def _change(row: ActionField | StrategicGoal, is_row: Any, version: int, values: dict[str, Any]) -> None:
    model = type(row)
    newest = db.session.scalar(
        update(model)
        .where(is_row, model.version == version)
        .values(**values, version=version + 1)
        .execution_options(synchronize_session=False)
        .returning(model.version)
    )
    if newest is None:
        raise Conflict(STALE)
    db.session.refresh(row)
