"""What was handed in on a call, for those who work on it: before the deadline they alone read it."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template

from participation.core.actor import Role
from participation.core.errors import NotAllowed
from participation.dialogue.boards.queries import board_by_slug
from participation.dialogue.boards.rules import closing_of
from participation.dialogue.calls import queries, rules
from participation.dialogue.calls.views.blueprint import blueprint
from participation.web.access import actor, staff


@blueprint.get("/schreibtisch/aufrufe/<slug>")
@staff(Role.MODERATOR, Role.EDITOR, Role.COORDINATOR)
def applications(slug: str) -> Any:
    """All applications on a call."""
    board = board_by_slug(slug, actor()) or abort(404)
    if not rules.may_read_all(actor(), board.process.department_id, board.process_id):
        raise NotAllowed("Das sieht nur die zuständige Fachabteilung.")
    return render_template(
        "calls/desk.html", board=board, closing=closing_of(board, board.process.phases),
        applications=queries.applications_on(board.subject_id),
    )  # fmt: skip
