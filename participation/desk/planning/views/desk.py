"""The desk of one process: everything that it holds, and what is missing."""

from __future__ import annotations

from typing import Any

from flask import render_template

from participation.core.actor import Role
from participation.core.clock import now, today
from participation.desk.planning import queries
from participation.desk.planning.rules import chart_of, desk_state, gaps_of, is_ready, stretch_of
from participation.desk.planning.views.blueprint import blueprint, process_at_desk
from participation.dialogue.processes import queries as processes
from participation.dialogue.processes.models import Process
from participation.town.background.queries import entries_of_process
from participation.town.background.rules.writing import KIND_LABELS, STATE_LABELS
from participation.web.access import actor, staff


@blueprint.get("/schreibtisch/verfahren/<slug>")
@staff(Role.EDITOR)
def desk(slug: str) -> Any:
    """One page with a section for each part, and the list of what is missing on top."""
    process = process_at_desk(slug)
    return render_template("planning/desk.html", **desk_context(process))


def desk_context(process: Process) -> dict[str, Any]:
    """What the desk shows of a process."""
    facts, number = queries.facts_of(process), process.subject_id
    gaps = gaps_of(facts, moment=now(), today=today())
    asked = processes.open_release(number)
    return {
        "process": process, "facts": facts, "gaps": gaps, "ready": is_ready(gaps),
        "state": desk_state(process, facts.phases, now()), "chart": chart(facts.phases),
        "entries": processes.entries_of(number), "districts": processes.districts_of(number),
        "all_news": processes.all_news_of(number), "documents": processes.documents_of(number),
        "asked": asked, "mine": asked is not None and asked.requested_by_ref == actor().actor_ref,
        "last_release": processes.last_release(number), "texts": entries_of_process(number),
        "text_kinds": KIND_LABELS, "text_states": STATE_LABELS,
    }  # fmt: skip


def chart(phases: Any) -> Any:
    """The picture of the phases."""
    return chart_of((stretch_of(p.starts_at, p.ends_at, p.title, p.id) for p in phases), today=today())
