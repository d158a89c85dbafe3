"""Reading: which processes there are, and one of them with all that belongs to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import abort, render_template

from participation.core.clock import now
from participation.dialogue.ideas.queries import boards_with_numbers, idea_numbers
from participation.dialogue.meetings.queries import meetings_of
from participation.dialogue.processes import queries
from participation.dialogue.processes.rules import cards_of, phase_line_of
from participation.dialogue.processes.views.blueprint import blueprint
from participation.dialogue.processes.views.steps import steps_of
from participation.dialogue.workshops.queries import workshops_of
from participation.people.notifications.queries import follows
from participation.town.districts.queries import district_outlines
from participation.web.access import actor, public
from participation.web.kept import kept, kept_for
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
    process = page.process
    areas = queries.areas_of([process.subject_id]).get(process.subject_id, [])
    meetings = meetings_of(process.subject_id, who)
    return render_template(
        "processes/show.html", process=process, department=page.department, areas=areas,
        line=phase_line_of(process, now()), steps=steps_of(process, now()),
        boards=kept(("boards of", process.subject_id), lambda: boards_with_numbers(process.subject_id)),
        workshops=workshops_of(process.subject_id, who),
        coming=[m for m in meetings if (m.ends_at or m.starts_at) >= now()],
        past=[m for m in meetings if (m.ends_at or m.starts_at) < now()][::-1],
        news=queries.news_of(process.subject_id), small_map=_map_of({area.district_id for area in areas}),
        follows=follows(process.subject_id, who.account_id),
    )  # fmt: skip


def _map_of(district_ids: set[int]) -> Any:
    """The outlines with the districts of the process current."""
    drawn = district_outlines()
    if drawn is None or not district_ids:
        return None
    marked = [replace(outline, current=outline.district_id in district_ids) for outline in drawn.outlines]
    return replace(drawn, outlines=sorted(marked, key=lambda outline: outline.current))
