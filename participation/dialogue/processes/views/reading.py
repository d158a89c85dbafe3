"""Reading: which processes there are, and one of them with all that belongs to it."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template

from participation.core.clock import now
from participation.dialogue.ideas.queries import idea_numbers
from participation.dialogue.processes import queries
from participation.dialogue.processes.rules import cards_of
from participation.dialogue.processes.views.blueprint import blueprint
from participation.dialogue.processes.views.context import process_context
from participation.web.access import actor, public
from participation.web.kept import kept_for
from participation.web.stored_pages import stored


@blueprint.get("/verfahren")
@public
@stored
def index() -> Any:
    """What runs, what comes, what is over."""
    who = actor()
    processes = queries.published_processes(who)
    areas = queries.areas_of(process.subject_id for process in processes)
    cards = cards_of(processes, areas, kept_for(who, "idea numbers", lambda: idea_numbers(who)).by_process, now())
    return render_template(
        "processes/index.html",
        running=[card for card in cards if card.is_running],
        coming=[card for card in cards if card.is_coming],
        finished=[card for card in cards if not card.is_running and not card.is_coming],
    )


@blueprint.get("/verfahren/<slug>")
@public
@stored
def show(slug: str) -> Any:
    """A process: how to take part, what is fixed, who decides, what came of it."""
    who = actor()
    page = queries.process_page(slug, who) or abort(404)
    return render_template("processes/show.html", **process_context(page, who))
