"""Action fields and goals in their order."""

from __future__ import annotations

from sqlalchemy import select

from participation.core.database import db
from participation.town.taxonomy.models import ActionField, StrategicGoal


def all_action_fields() -> list[ActionField]:
    """All fields of action in their order."""
    return list(db.session.scalars(select(ActionField).order_by(ActionField.position, ActionField.name)))


def all_goals() -> list[StrategicGoal]:
    """All strategic goals in their order."""
    return list(db.session.scalars(select(StrategicGoal).order_by(StrategicGoal.position, StrategicGoal.name)))


def goal_by_slug(slug: str) -> StrategicGoal | None:
    """The goal with this name in its address."""
    return db.session.scalar(select(StrategicGoal).where(StrategicGoal.slug == slug))
