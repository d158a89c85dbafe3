"""Reading: the list of workshops, and what one of them has found."""

from __future__ import annotations

from typing import Any

from flask import render_template

from participation.dialogue.workshops import queries
from participation.dialogue.workshops.views.blueprint import blueprint, found_page
from participation.records.subjects.queries import what_grew_from
from participation.web.access import actor, public
from participation.web.stored_pages import stored


@blueprint.get("/werkstaetten")
@public
@stored
def index() -> Any:
    """All workshops: running, planned and finished ones."""
    return render_template("workshops/index.html", workshops=queries.all_workshops(actor()))


@blueprint.get("/werkstaetten/<slug>")
@public
@stored
def show(slug: str) -> Any:
    """What a workshop is about, where it stands, what it found, and what grew from that."""
    page = found_page(slug)
    walls = queries.walls_of([stage.id for stage in page.workshop.stages])
    prototypes = queries.prototypes_of(page.workshop.subject_id)
    notes = [note.subject_id for wall in walls.values() for note in wall.notes]
    grown = what_grew_from(actor(), page.workshop.subject_id, *(p.subject_id for p in prototypes), *notes)
    return render_template(
        "workshops/show.html", page=page, workshop=page.workshop, process=page.process, stage=page.open_stage,
        walls=walls, prototypes=prototypes, grown=grown,
        told=[s for s in page.workshop.stages if s.opened_at and (s.summary or walls[s.id].notes)],
    )  # fmt: skip
