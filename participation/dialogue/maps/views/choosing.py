"""What a map shows, as the address asks for it: the same words and filters as in the lists of ideas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort

from participation.core.actor import Actor
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.boards.queries import board_by_slug, boards_seen_by
from participation.dialogue.boards.views.asked import Asked, asked_in_address
from participation.dialogue.boards.views.listing import choice_of
from participation.dialogue.ideas.queries import IdeaChoice
from participation.town.districts.queries import DistrictEntry, district_tree
from participation.web.kept import kept_while_settings_last


@dataclass(frozen=True)
class MapChoice:
    """A map of all boards, or of one: what was asked, and which ideas and districts that are."""

    asked: Asked
    ideas: IdeaChoice
    board: Board | None
    categories: Sequence[Category]
    districts: Sequence[DistrictEntry]

    @property
    def with_measures(self) -> bool:
        """Measures are shown too where nothing is asked that only ideas have."""
        asked = self.asked
        return self.board is None and not (asked.words or asked.categories or asked.statuses)


def chosen(actor: Actor, slug: str | None) -> MapChoice:
    """What this request asks for, on one board or on all; 404 where there is no such board for this person."""
    board = board_by_slug(slug, actor) or abort(404) if slug else None
    categories = board.categories if board else ()
    districts = kept_while_settings_last("districts", district_tree)
    asked = asked_in_address((c.slug for c in categories), (d.slug for d in districts))
    boards = (board.subject_id,) if board else tuple(b.subject_id for b in boards_seen_by(actor))
    return MapChoice(asked, choice_of(asked, boards, categories, districts), board, categories, districts)
