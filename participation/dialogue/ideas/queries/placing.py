"""Ideas on the map: all that have a place, as pins, as entries of the list beside it, one as a popup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from participation.core import clock
from participation.core.database import db
from participation.dialogue.boards.models import Category
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.ideas.queries.choosing import IdeaChoice
from participation.town.districts.models import District


@dataclass(frozen=True, slots=True)
class PlacedIdea:
    """An idea beside the map or in a popup."""

    subject_id: int
    title: str
    excerpt: str
    status: IdeaStatus
    votes: int
    comments: int
    category: str | None
    district: str | None
    language: str


def idea_pins(choice: IdeaChoice) -> list[Row[Any]]:
    """All ideas of the choice that have a place: (id, longitude, latitude, title, tone of the category), by id."""
    if not choice.boards:
        return []
    statement = (
        select(Idea.subject_id, Idea.lon, Idea.lat, Idea.title, Category.tone)
        .outerjoin(Category, Category.id == Idea.category_id)
        .where(choice.condition(), Idea.lon.is_not(None))
        .order_by(Idea.subject_id)
    )
    return list(db.session.execute(statement))


def count_placed(choice: IdeaChoice) -> tuple[int, int]:
    """How many ideas of the choice have a place, and how many have none."""
    if not choice.boards:
        return 0, 0
    placed, total = db.session.execute(
        select(func.count(Idea.lon), func.count(Idea.subject_id)).where(choice.condition())
    ).one()
    return placed, total - placed


def newest_placed(choice: IdeaChoice, *, most: int) -> list[PlacedIdea]:
    """The newest ideas of the choice that have a place."""
    if not choice.boards:
        return []
    newest = _placed().where(choice.condition(), Idea.lon.is_not(None))
    rows = db.session.execute(newest.order_by(Idea.submitted_at.desc(), Idea.subject_id.desc()).limit(most))
    return [PlacedIdea(*tuple(row)) for row in rows]


def placed_idea(subject_id: int) -> PlacedIdea | None:
    """One idea for its popup; whether it may be seen is not asked here."""
    row = db.session.execute(_placed().where(Idea.subject_id == subject_id)).first()
    return PlacedIdea(*tuple(row)) if row else None


def newest_change() -> datetime | None:
    """When an idea last changed or became visible; votes and comments do not count as changes."""
    changed = select(func.max(Idea.changed_at)).scalar_subquery()
    opened = select(func.max(Idea.visible_from)).where(Idea.visible_from <= clock.now()).scalar_subquery()
    moments = db.session.execute(select(changed, opened)).one()
    return max((moment for moment in moments if moment is not None), default=None)


def _placed() -> Any:
    return (
        select(
            Idea.subject_id, Idea.title, Idea.excerpt, Idea.status, Idea.votes, Idea.comments, Category.name,
            District.name, Idea.language,
        )
        .outerjoin(Category, Category.id == Idea.category_id)
        .outerjoin(District, District.subject_id == Idea.district_id)
    )  # fmt: skip
