"""The list of one's searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from participation.dialogue.boards.queries import boards_seen_among, boards_seen_by
from participation.dialogue.boards.views.listing import choice_of
from participation.dialogue.searches import queries, rules
from participation.dialogue.searches.models import FREQUENCY_LABELS
from participation.dialogue.searches.queries import MOST_NEW, Kept
from participation.dialogue.searches.views.asked_of import Searched, searched_in
from participation.dialogue.searches.views.blueprint import blueprint
from participation.town.districts.queries import DistrictEntry, district_tree
from participation.web.access import actor, signed_in


@dataclass(frozen=True)
class Line:
    """A search in the list; `searched` is missing where its board cannot be seen any more."""

    kept: Kept
    searched: Searched | None
    new: int

    @property
    def new_words(self) -> str:
        """How many ideas came since the person last looked."""
        if self.new > MOST_NEW:
            return str(_("mehr als 100 neue Ideen"))
        return str(ngettext("%(num)s neue Idee", "%(num)s neue Ideen", self.new)) if self.new else ""


@blueprint.get("/konto/suchen")
@signed_in
def index() -> Any:
    """One's searches, and how many ideas came since one last looked."""
    kept = queries.searches_of(current_user.account_id)
    lines = _lines(kept, district_tree()) if kept else []
    return render_template("searches/index.html", lines=lines, most=rules.MOST, frequencies=FREQUENCY_LABELS)


def _lines(kept: Sequence[Kept], districts: Sequence[DistrictEntry]) -> list[Line]:
    named = {one.search.board_id for one in kept if one.search.board_id}
    boards = {board.subject_id: board for board in boards_seen_among(named, actor())}
    asks_all = any(one.search.board_id is None for one in kept)
    everywhere = tuple(b.subject_id for b in boards_seen_by(actor())) if asks_all else ()
    found: dict[int, Searched] = {}
    for one in kept:
        board = boards.get(one.search.board_id or 0)
        if one.search.board_id is None or board is not None:
            found[one.search.id] = searched_in(one.search, board, districts)
    choices = {}
    for one in kept:
        if (searched := found.get(one.search.id)) is not None:
            on = (searched.board.subject_id,) if searched.board else everywhere
            categories = searched.board.categories if searched.board else ()
            choices[one.search.id] = (choice_of(searched.asked, on, categories, districts), one.search.looked_at)
    new = queries.new_since(choices)
    return [Line(one, found.get(one.search.id), new.get(one.search.id, 0)) for one in kept]
