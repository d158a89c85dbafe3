"""Atom feeds: every list of ideas with its filters and its order, news of a process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import abort, current_app, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from participation.core.actor import VISITOR
from participation.dialogue.boards.models import Category
from participation.dialogue.boards.queries import board_by_slug, boards_seen_by
from participation.dialogue.boards.views.asked import asked_in_address
from participation.dialogue.boards.views.listing import choice_of
from participation.dialogue.ideas.queries import Order
from participation.dialogue.processes.queries import process_by_slug
from participation.outreach.open_data.queries.feeds import Entry, listed_ideas, newest_news
from participation.outreach.open_data.views import blueprint
from participation.town.districts.queries import district_tree
from participation.web.access import public
from participation.web.kept import kept_while_settings_last
from participation.web.stored_pages import stored

_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


@blueprint.get("/feeds/boards/<slug>.atom")
@public
@stored
def board_feed(slug: str) -> Any:
    """The ideas of a board, filtered and ordered as the address says; the newest, if it says nothing."""
    board = board_by_slug(slug, VISITOR) or abort(404)
    entries = _listed((board.subject_id,), board.categories)
    return _feed(board.title, board.question, f"/boards/{slug}", entries, board.created_at, query=_query())


@blueprint.get("/feeds/ideen.atom")
@public
@stored
def idea_feed() -> Any:
    """The ideas of all boards, in the same manner."""
    boards = tuple(board.subject_id for board in boards_seen_by(VISITOR))
    words = _("Die Ideen aller Themenboards, mit dem Stand jeder Idee.")
    return _feed(_("Alle Ideen"), words, "/ideen", _listed(boards, ()), _BEGINNING, query=_query())


def _listed(boards: tuple[int, ...], categories: Sequence[Category]) -> list[Entry]:
    districts = kept_while_settings_last("districts", district_tree)
    asked = asked_in_address((c.slug for c in categories), (d.slug for d in districts))
    order = Order.NEWEST if asked.order is Order.SHUFFLED else asked.order
    return listed_ideas(choice_of(asked, boards, categories, districts), order=order)


def _query() -> str:
    """What the address asks, for the list that the feed belongs to."""
    said = request.query_string.decode()
    return f"?{said}" if said else ""


@blueprint.get("/feeds/verfahren/<slug>.atom")
@public
@stored
def process_feed(slug: str) -> Any:
    """The news of a process."""
    process = process_by_slug(slug, VISITOR) or abort(404)
    return _feed(process.title, process.question, f"/verfahren/{slug}", newest_news(process), process.created_at)


def _feed(
    title: str, subtitle: str, path: str, entries: Sequence[Entry], since: datetime, *, query: str = ""
) -> Response:  # fmt: skip
    updated = max([since, *(entry.changed_at for entry in entries)])
    base = current_app.extensions["PARTICIPATION"].base_url
    response = make_response(
        render_template(
            "open_data/feed.xml", title=title, subtitle=subtitle, path=path + query, entries=entries, updated=updated,
            base=base, self_path=request.path + query,
        )
    )  # fmt: skip
    response.content_type = "application/atom+xml; charset=utf-8"
    return response
