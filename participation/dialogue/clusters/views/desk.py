"""The desk "Zusammenhang": what people and the index say belongs together, by board."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.dialogue.clusters import commands, queries, rules
from participation.dialogue.clusters.views.blueprint import LOOKERS, blueprint, board_to_bundle
from participation.dialogue.ideas.queries import idea_by_id
from participation.records.subjects.queries import subject_seen_by
from participation.web.access import actor, staff
from participation.web.numbers import whole_number


@blueprint.get("/schreibtisch/zusammenhang")
@staff(*LOOKERS)
def desk() -> Any:
    """Hints, suggestions, bundles and merges of one board; the first with hints where none is named."""
    boards = queries.boards_at_desk(actor())
    slug = request.args.get("board", "")
    board = next((one for one in boards if one.slug == slug), boards[0] if boards and not slug else None)
    if slug and board is None:
        abort(404)
    found: dict[str, Any] = {}
    if board is not None:
        process = subject_seen_by(actor(), board.process_id)
        found = {
            "pairs": queries.pairs_on(board.subject_id), "clusters": queries.clusters_in(board.process_id),
            "merged": queries.merged_ideas(board.subject_id),
            "may_bundle": process is not None
            and rules.may_bundle(actor(), process.department_id, board.process_id),
        }  # fmt: skip
    return render_template("clusters/desk.html", boards=boards, board=board, **found)


@blueprint.post("/schreibtisch/zusammenhang/<slug>/verwerfen")
@commits
@staff(Role.MODERATOR)
def dismiss(slug: str) -> Any:
    """Say that two ideas do not belong together."""
    board_to_bundle(slug)
    first, second = (idea_by_id(whole_number(request.form.get(name)) or 0) for name in ("idee", "andere"))
    if first is None or second is None:
        raise Invalid("Bitte wählen Sie zwei Ideen.")
    commands.dismiss_pair(first, second, actor=actor())
    flash(_("Verworfen. Dieses Paar schlagen wir nicht mehr vor."), "success")
    return redirect(url_for("clusters.desk", board=slug, _anchor="paare"), 303)
