"""Action fields, goals and tags in their order."""

from __future__ import annotations

from sqlalchemy import select

from participation.core.database import db
from participation.town.taxonomy.models import ActionField, StrategicGoal, Tag


def all_action_fields() -> list[ActionField]:
    """All fields of action in their order."""
    return list(db.session.scalars(select(ActionField).order_by(ActionField.position, ActionField.name)))


def all_goals() -> list[StrategicGoal]:
    """All strategic goals that hold, in their order."""
    holds = select(StrategicGoal).where(StrategicGoal.retired_at.is_(None))
    return list(db.session.scalars(holds.order_by(StrategicGoal.position, StrategicGoal.name)))


def goal_by_slug(slug: str) -> StrategicGoal | None:
    """The goal with this name in its address."""
    return db.session.scalar(select(StrategicGoal).where(StrategicGoal.slug == slug))


def tags_of(scheme: str) -> list[Tag]:
    """The labels of a scheme, such as the Sustainable Development Goals (`sdg`)."""
    return list(db.session.scalars(select(Tag).where(Tag.scheme == scheme).order_by(Tag.id)))


def action_field_by_slug(slug: str) -> ActionField | None:
    """The field of action with this name in its address."""
    return db.session.scalar(select(ActionField).where(ActionField.slug == slug))
