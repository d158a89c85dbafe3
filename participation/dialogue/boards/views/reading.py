"""Reading a board: its ideas, filtered and ordered as the address says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _

from participation.core.clock import now
from participation.dialogue.boards import queries
from participation.dialogue.boards.models import Category
from participation.dialogue.boards.rules import takes_applications
from participation.dialogue.boards.views.asked import Asked, asked_in_address
from participation.dialogue.boards.views.blueprint import blueprint
from participation.dialogue.boards.views.calls import call_told
from participation.dialogue.boards.views.filtering import filter_context
from participation.dialogue.boards.views.listing import Listing, Votes, choice_of, ideas_asked, listing_of
from participation.dialogue.calls.rules import may_read_all
from participation.dialogue.ideas import queries as ideas
from participation.dialogue.ideas.queries import IdeaChoice, IdeaSlice, Order
from participation.dialogue.processes.rules import Act, next_opening, opens
from participation.people.notifications import queries as notifications
from participation.records.subjects.models import Audience
from participation.town.districts.queries import DistrictEntry, district_tree
from participation.web.access import actor, public
from participation.web.htmx import list_or_page
from participation.web.in_common import kept_in_common
from participation.web.kept import kept_for, kept_while_settings_last
from participation.web.stored_pages import stored

ANY = 987654321


@blueprint.get("/boards/<slug>")
@public
@stored
def show(slug: str) -> Any:
    """A board with its guiding question and its ideas."""
    who = actor()
    board = kept_for(who, ("board", slug), lambda: queries.board_by_slug(slug, who)) or abort(404)
    districts = kept_while_settings_last("districts", district_tree)
    asked = asked_in_address((c.slug for c in board.categories), (d.slug for d in districts))
    choice = choice_of(asked, (board.subject_id,), board.categories, districts)

    def context(found: IdeaSlice, votes: Votes) -> dict[str, Any]:
        moment, phases = now(), board.process.phases
        listing = listing_of(found, asked, choice, votes=votes, opposing=board.allows_opposing)
        return {
            "board": board,
            "process": board.process,
            "map_url": url_for("maps.board", slug=slug, **asked.filters),
            **_list_context(listing, board.categories, districts),
            **_ways_on(asked, slug, is_open=board.process.audience is Audience.PUBLIC and board.process.is_published),
            "can_submit": takes_applications(board, phases) if board.is_call else opens(phases, Act.SUBMIT, moment),
            "call": call_told(board) if board.is_call else None,
            "may_read_applications": may_read_all(actor(), board.process.department_id, board.process_id),
            "can_support": opens(phases, Act.SUPPORT, moment),
            "support_from": next_opening(phases, Act.SUPPORT, moment),
        }

    follows = notifications.follows(board.subject_id, who.account_id)
    return _answer("boards/show.html", asked, choice, context, follows=follows)


@blueprint.get("/ideen")
@public
@stored
def all_ideas() -> Any:
    """The ideas of all boards."""
    who = actor()
    boards = kept_for(who, "boards", lambda: {b.subject_id: b.title for b in queries.boards_seen_by(who)})
    districts = kept_while_settings_last("districts", district_tree)
    asked = asked_in_address((), (d.slug for d in districts))
    choice = choice_of(asked, tuple(boards), (), districts)

    def context(found: IdeaSlice, votes: Votes) -> dict[str, Any]:
        return {
            **_list_context(listing_of(found, asked, choice, votes=votes, boards=boards), (), districts),
            **_ways_on(asked, None, is_open=True),
            **dict.fromkeys(("board", "map_url", "support_from")),
            **dict.fromkeys(("can_submit", "can_support"), False),
        }

    return _answer("boards/all_ideas.html", asked, choice, context)


def _list_context(
    listing: Listing, categories: Sequence[Category], districts: Sequence[DistrictEntry]
) -> dict[str, Any]:  # fmt: skip
    return {"listing": listing, **filter_context(listing.asked, categories, districts, listing.facets)}


def _ways_on(asked: Asked, slug: str | None, *, is_open: bool) -> dict[str, Any]:
    """Where a list leads besides its ideas: choosing a place, keeping the search, its feed."""
    order = None if asked.order is Order.NEWEST else asked.order.value
    asks = {name: value for name, value in asked.filters.items() if value}
    here = {"slug": slug, **asks} if slug else asks
    feed = "open_data.board_feed" if slug else "open_data.idea_feed"
    return {
        "around_url": url_for("boards.around" if slug else "boards.around_all", **here),
        "search_url": url_for("searches.name_it", board=slug, **asks) if here else None,
        "feed_url": url_for(feed, sortierung=order, **here) if is_open else None,
    }


def _answer(
    page: str, asked: Asked, choice: IdeaChoice, context: Callable[[IdeaSlice, Votes], dict[str, Any]], **own: Hashable
) -> Any:
    """The page, or the list alone for htmx; what all see alike is found once, how a person voted for each of them."""
    found = kept_in_common(("ideas", choice, asked.order, asked.seed, asked.place), lambda: ideas_asked(asked, choice))
    votes = ideas.my_votes((entry.subject_id for entry in found.entries), actor().account_id)
    return list_or_page(
        page, "boards/_ideas.html", asked.page_address(asked.place, asked.page),
        own={**own, "votes": tuple(sorted(votes.items()))}, context=lambda: context(found, votes),
    )  # fmt: skip


@blueprint.app_template_global()
def card_addresses() -> dict[str, tuple[str, str]]:
    """Addresses of any card, made once per page: what stands before and after the idea's number."""
    made = {
        "show": url_for("ideas.show", subject_id=ANY),
        "vote": url_for("ideas.vote", subject_id=ANY),
        "take_back": url_for("ideas.take_back", subject_id=ANY),
        "begin": url_for("ideas.support", subject_id=ANY),
    }
    return {name: (url.split(str(ANY))[0], url.split(str(ANY))[1]) for name, url in made.items()}


@blueprint.app_template_global()
def support_words() -> dict[str, str]:
    """What the buttons of a list say."""
    return {
        "support": _("Unterstützen"),
        "take_back": _("Unterstützt · zurücknehmen"),
        "against": _("Sie sind dagegen"),
        "undecided": _("Sie sind unentschieden"),
    }
