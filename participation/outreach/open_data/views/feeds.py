"""Atom feeds: new ideas of a board, news of a process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, current_app, make_response, render_template, request
from werkzeug.wrappers import Response

from participation.core.actor import VISITOR
from participation.dialogue.boards.queries import board_by_slug
from participation.dialogue.processes.queries import process_by_slug
from participation.outreach.open_data.queries.feeds import Entry, newest_ideas, newest_news
from participation.outreach.open_data.views import blueprint
from participation.web.access import public
from participation.web.stored_pages import stored


@blueprint.get("/feeds/boards/<slug>.atom")
@public
@stored
def board_feed(slug: str) -> Any:
    """The newest ideas of a board."""
    board = board_by_slug(slug, VISITOR) or abort(404)
    return _feed(board.title, board.question, f"/boards/{slug}", newest_ideas(board.subject_id), board.created_at)


@blueprint.get("/feeds/verfahren/<slug>.atom")
@public
@stored
def process_feed(slug: str) -> Any:
    """The news of a process."""
    process = process_by_slug(slug, VISITOR) or abort(404)
    return _feed(process.title, process.question, f"/verfahren/{slug}", newest_news(process), process.created_at)


def _feed(title: str, subtitle: str, path: str, entries: Sequence[Entry], since: Any) -> Response:
    updated = max([since, *(entry.changed_at for entry in entries)])
    base = current_app.extensions["PARTICIPATION"].base_url
    response = make_response(
        render_template(
            "open_data/feed.xml", title=title, subtitle=subtitle, path=path, entries=entries, updated=updated,
            base=base, self_path=request.path,
        )
    )  # fmt: skip
    response.content_type = "application/atom+xml; charset=utf-8"
    return response
