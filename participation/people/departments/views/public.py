"""The public page of a department: what it is for, what it runs, how to reach it."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template

from participation.action.measures.queries import Filters, measure_cards
from participation.core.clock import now
from participation.dialogue.ideas.queries import idea_numbers
from participation.dialogue.processes.queries import areas_of, published_processes
from participation.dialogue.processes.rules import cards_of
from participation.people.departments import queries
from participation.people.departments.views.blueprint import blueprint
from participation.web.access import actor, public
from participation.web.kept import kept_for
from participation.web.stored_pages import stored


@blueprint.get("/fachabteilungen/<slug>")
@public
@stored
def show(slug: str) -> Any:
    """A department with its processes and measures."""
    who = actor()
    department = queries.department_by_slug(slug) or abort(404)
    processes = published_processes(who, department_id=department.subject_id)
    numbers = kept_for(who, "idea numbers", lambda: idea_numbers(who))
    areas = areas_of(process.subject_id for process in processes)
    return render_template(
        "departments/show.html", department=department,
        processes=cards_of(processes, areas, numbers.by_process, now()),
        measures=measure_cards(who, Filters(department=slug), most=12),
    )  # fmt: skip
