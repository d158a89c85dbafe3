"""Entering action fields and strategic goals."""

from __future__ import annotations

from participation.core.actor import Actor, Role
from participation.core.database import db
from participation.core.errors import NotAllowed
from participation.records.journal.commands import record
from participation.records.subjects.commands import add_subject
from participation.records.subjects.models import SubjectKind
from participation.town.taxonomy.events import GoalCreated
from participation.town.taxonomy.models import ActionField, StrategicGoal


def create_goal(name: str, *, slug: str, actor: Actor, description: str = "", position: int = 0) -> StrategicGoal:
    """A new goal that measures can pay into."""
    _check_administrator(actor)
    subject = add_subject(SubjectKind.GOAL, name, path=f"/ziele/{slug}")
    goal = StrategicGoal(subject_id=subject.id, slug=slug, name=name, description=description, position=position)
    db.session.add(goal)
    db.session.flush()
    record(GoalCreated(subject.id), actor=actor)
    return goal


def create_action_field(name: str, *, slug: str, actor: Actor, position: int = 0) -> ActionField:
    """A new field of action."""
    _check_administrator(actor)
    field = ActionField(name=name, slug=slug, position=position)
    db.session.add(field)
    db.session.flush()
    return field


def _check_administrator(actor: Actor) -> None:
    if not actor.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("Handlungsfelder und Ziele trägt die Administration ein.")
