"""From the address of a list to a search that is kept, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from participation.core.places import Point
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.queries import board_by_slug
from participation.dialogue.boards.views.asked import Asked, asked_in_address
from participation.dialogue.boards.views.filtering import filter_context
from participation.dialogue.ideas.queries import IdeaStatus
from participation.dialogue.searches.models import SavedSearch
from participation.dialogue.searches.rules import LONGEST_NAME
from participation.town.districts.queries import DistrictEntry, district_tree
from participation.web.access import actor


@dataclass(frozen=True)
class Searched:
    """What is searched for, on one board or on all."""

    asked: Asked
    board: Board | None
    districts: Sequence[DistrictEntry]

    @property
    def chips(self) -> list[str]:
        """What is asked, in words."""
        categories = self.board.categories if self.board else ()
        context = filter_context(self.asked, categories, self.districts)
        return [chip["label"] for chip in context["chips"]]

    @property
    def list_url(self) -> str:
        """The list that it leads to."""
        return self.asked.address()

    @property
    def suggested_name(self) -> str:
        """A name to begin with."""
        title = self.board.title if self.board else str(_("Alle Ideen"))
        return ", ".join([title, *(str(chip) for chip in self.chips)])[:LONGEST_NAME]

    @property
    def parts(self) -> dict[str, Any]:
        """What is kept of it."""
        asked = self.asked
        return {
            "board_id": self.board.subject_id if self.board else None,
            "words": asked.words,
            "categories": list(asked.categories),
            "statuses": [status.value for status in asked.statuses],
            "district_id": next((d.subject_id for d in self.districts if d.slug == asked.district), None),
            "lon": asked.spot.lon if asked.spot else None,
            "lat": asked.spot.lat if asked.spot else None,
            "radius": asked.radius or None,
        }


def searched_here() -> Searched:
    """The search in this request's address; 404 where it names a board that this person may not see."""
    slug, districts = request.args.get("board", ""), district_tree()
    board = (board_by_slug(slug, actor()) or abort(404)) if slug else None
    asked = asked_in_address((c.slug for c in board.categories) if board else (), (d.slug for d in districts))
    return Searched(_led(asked, board), board, districts)


def searched_in(search: SavedSearch, board: Board | None, districts: Sequence[DistrictEntry]) -> Searched:
    """What a kept search asks; categories and districts that are gone are left out."""
    known = [c.slug for c in board.categories] if board else []
    spot = Point(search.lon, search.lat) if search.lon is not None and search.lat is not None else None
    district = next((d.slug for d in districts if d.subject_id == search.district_id), "")
    asked = Asked(
        words=search.words,
        categories=tuple(slug for slug in search.categories if slug in known),
        district=district,
        statuses=tuple(status for status in IdeaStatus if status.value in search.statuses),
        radius=(search.radius or 0) if spot or district else 0,
        spot=spot,
    )
    return Searched(_led(asked, board), board, districts)


def address_of_form(searched: Searched) -> str:
    """Where the form that keeps this search is sent."""
    asks = {name: value for name, value in searched.asked.filters.items() if value}
    return url_for("searches.save", board=searched.board.slug if searched.board else None, **asks)


def _led(asked: Asked, board: Board | None) -> Asked:
    """The same question, asked of the list of its board or of all."""
    if board is None:
        return replace(asked, endpoint="boards.all_ideas", values={})
    return replace(asked, endpoint="boards.show", values={"slug": board.slug})
