"""Somebody's searches, for their own eyes, and how many ideas came since they last looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal, or_, select, union_all

from participation.core.database import db
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.queries import IdeaChoice
from participation.dialogue.searches.models import SavedSearch
from participation.town.districts.models import District

MOST_NEW = 100


@dataclass(frozen=True)
class Kept:
    """A search with the names of what it asks for."""

    search: SavedSearch
    board_title: str | None
    district: str | None


def searches_of(account_id: int) -> list[Kept]:
    """A person's searches, by name."""
    rows = db.session.execute(
        select(SavedSearch, Board.title, District.name)
        .outerjoin(Board, Board.subject_id == SavedSearch.board_id)
        .outerjoin(District, District.subject_id == SavedSearch.district_id)
        .where(SavedSearch.account_id == account_id)
        .order_by(func.lower(SavedSearch.name), SavedSearch.id)
    )
    return [Kept(*row) for row in rows]


def search_by_id(search_id: int, account_id: int) -> SavedSearch | None:
    """One of a person's searches; None where it is not theirs."""
    return db.session.scalar(
        select(SavedSearch).where(SavedSearch.id == search_id, SavedSearch.account_id == account_id)
    )


def count_searches(account_id: int) -> int:
    """How many searches a person keeps."""
    return int(db.session.scalar(select(func.count()).where(SavedSearch.account_id == account_id)) or 0)


def new_since(choices: Mapping[int, tuple[IdeaChoice, datetime]]) -> dict[int, int]:
    """How many ideas came to each of these choices after a moment, in one statement; MOST_NEW + 1 means more than
    MOST_NEW."""
    wanted = {number: pair for number, pair in choices.items() if pair[0].boards}
    if not wanted:
        return {}
    counts = []
    for number, (choice, moment) in wanted.items():
        came = or_(Idea.submitted_at > moment, Idea.visible_from > moment)
        some = select(literal(1)).select_from(Idea).where(choice.condition(), came).limit(MOST_NEW + 1).subquery()
        counts.append(select(literal(number), func.count()).select_from(some))
    return dict(db.session.execute(union_all(*counts)).all())


def kept_searches(account_id: int) -> list[dict[str, Any]]:
    """Everything that a person keeps searching for, oldest first."""
    columns = (
        SavedSearch.name, Board.title.label("board"), SavedSearch.words, SavedSearch.categories, SavedSearch.statuses,
        District.name.label("district"), SavedSearch.lon, SavedSearch.lat, SavedSearch.radius, SavedSearch.frequency,
        SavedSearch.created_at, SavedSearch.looked_at,
    )  # fmt: skip
    rows = db.session.execute(
        select(*columns)
        .select_from(SavedSearch)
        .outerjoin(Board, Board.subject_id == SavedSearch.board_id)
        .outerjoin(District, District.subject_id == SavedSearch.district_id)
        .where(SavedSearch.account_id == account_id)
        .order_by(SavedSearch.id)
    )
    return [dict(row) for row in rows.mappings()]
