"""Taking part: writing notes and setting dots while a stage is open."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.errors import Conflict, NotAllowed
from participation.core.transactions import commits
from participation.dialogue.codes.queries import footing_on
from participation.dialogue.codes.rules import AgeMissing, Footing
from participation.dialogue.workshops import commands, queries, rules
from participation.dialogue.workshops.forms import ActForm, NoteForm
from participation.dialogue.workshops.models import WorkshopState
from participation.dialogue.workshops.queries import Result, WorkshopPage
from participation.dialogue.workshops.views.blueprint import blueprint, found_page, polled, stage_at
from participation.extensions import limiter
from participation.web.access import actor, signed_in
from participation.web.filters import sentence
from participation.web.htmx import rejected, render_or_redirect, wants_partial


@blueprint.get("/werkstaetten/<slug>/mitmachen")
@signed_in
def take_part(slug: str) -> Any:
    """The open stage: its question, a note to write, the wall; asks for news every few seconds."""
    page = found_page(slug)
    over = page.workshop.state is WorkshopState.FINISHED
    if wants_partial():
        return polled("workshops/_live.html", over=over, **_context(page))
    if over:
        return redirect(url_for("workshops.show", slug=slug), 303)
    form = NoteForm(position=page.open_stage.position if page.open_stage else None)
    return render_template("workshops/take_part.html", form=form, **_context(page))


@blueprint.post("/werkstaetten/<slug>/zettel")
@limiter.limit("120 per 10 minutes")
@commits
@signed_in
def write_note(slug: str) -> Any:
    """Put a note onto the wall; what was typed stays in the field where it cannot be taken."""
    page, form = found_page(slug), NoteForm()
    stage = stage_at(page, form.position.data or 0)
    if not form.validate():
        return rejected("workshops/take_part.html", form=form, **_context(page))
    commands.write_note(stage, actor=actor(), text=form.text.data or "", send_key=form.send_key.data or None)
    flash(_("Ihr Zettel hängt an der Wand."), "success")
    return redirect(url_for("workshops.take_part", slug=slug, _anchor="schreiben"), 303)


@blueprint.post("/werkstaetten/zettel/<int:subject_id>/punkt")
@limiter.limit("600 per hour")
@commits
@signed_in
def dot(subject_id: int) -> Any:
    """Set a dot; a second time changes nothing."""
    found = _note(subject_id)
    commands.set_dot(found.thing, actor=actor())  # type: ignore[arg-type]
    return _answer(found.page)


@blueprint.post("/werkstaetten/zettel/<int:subject_id>/punkt/zuruecknehmen")
@limiter.limit("600 per hour")
@commits
@signed_in
def take_dot_back(subject_id: int) -> Any:
    """Take a dot back; a second time changes nothing."""
    found = _note(subject_id)
    commands.take_dot_back(found.thing, actor=actor())  # type: ignore[arg-type]
    return _answer(found.page)


@blueprint.post("/werkstaetten/zettel/<int:subject_id>/zuruecknehmen")
@commits
@signed_in
def withdraw_note(subject_id: int) -> Any:
    """Take one's own note off the wall."""
    found = _note(subject_id)
    commands.withdraw_note(found.thing, actor=actor())  # type: ignore[arg-type]
    return _answer(found.page)


def _note(subject_id: int) -> Result:
    return queries.note_result(subject_id, actor()) or abort(404)


def _answer(page: WorkshopPage) -> Any:
    address = url_for("workshops.take_part", slug=page.workshop.slug, _anchor="wand")
    return render_or_redirect("workshops/_live.html", address, **_context(page), over=False, announce=True)


def _context(page: WorkshopPage) -> dict[str, Any]:
    """What the page and the fragment show; `stand` changes with every bit of it."""
    stage, who = page.open_stage, actor()
    wall = queries.walls_of([stage.id])[stage.id] if stage else None
    dots = queries.own_dots(stage.id, who) if stage else frozenset()
    footing = footing_on(page.process.subject_id, who) if stage else None
    said = (stage.id, stage.version, sorted(dots), wall.stand) if stage and wall else page.workshop.state
    return {
        "page": page,
        "workshop": page.workshop,
        "process": page.process,
        "stage": stage,
        "wall": wall,
        "my_dots": dots,
        "dots_left": page.workshop.dots_per_person - len(dots),
        "refusal": _refusal(page, footing),
        "footing": footing,
        "account_id": who.account_id,
        "written_for": request.values.get("etappe", stage.position if stage else 0, type=int),
        "stand": hashlib.sha256(repr(said).encode()).hexdigest()[:12],
        "act_form": ActForm(),
    }


def _refusal(page: WorkshopPage, footing: Footing | None) -> str:
    """Why one cannot take part now; empty where one can, and where only the age is yet to be said: that is asked when
    something is sent."""
    if page.open_stage is None:
        return _("Gerade ist keine Etappe offen. Sobald die Werkstattleitung die nächste öffnet, erscheint sie hier.")
    try:
        rules.check_may_take_part(actor(), page.process.phases, page.open_stage, footing=footing)
    except AgeMissing:
        return ""
    except (NotAllowed, Conflict) as refusal:
        return sentence(refusal)
    return ""
