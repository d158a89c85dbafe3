"""Facilitators type notes off paper, group them, and take a note off the wall with a reason."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from participation.core.actor import Role
from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.dialogue.workshops import commands, queries
from participation.dialogue.workshops.forms import ActForm, GroupForm, PaperForm, ReasonForm, moves_from
from participation.dialogue.workshops.models import Note
from participation.dialogue.workshops.queries import WorkshopPage
from participation.dialogue.workshops.views.blueprint import blueprint, led_page, led_result, stage_at
from participation.records.subjects.models import State
from participation.records.subjects.queries import what_grew_from
from participation.web.access import actor, staff
from participation.web.htmx import rejected


@blueprint.get("/schreibtisch/werkstaetten/<slug>/etappen/<int:position>/papier")
@staff(Role.FACILITATOR)
def paper(slug: str, position: int) -> Any:
    """Type notes off paper, many at once."""
    page = led_page(slug)
    found = stage_at(page, position)
    return render_template("workshops/paper.html", page=page, workshop=page.workshop, stage=found, form=PaperForm())


@blueprint.post("/schreibtisch/werkstaetten/<slug>/etappen/<int:position>/papier")
@commits
@staff(Role.FACILITATOR)
def enter_paper(slug: str, position: int) -> Any:
    """Put the notes from paper onto the wall."""
    page, form = led_page(slug), PaperForm()
    found = stage_at(page, position)
    context = {"page": page, "workshop": page.workshop, "stage": found, "form": form}
    if not form.validate():
        return rejected("workshops/paper.html", **context)
    try:
        notes = commands.enter_paper_notes(
            found, actor=actor(), lines=form.lines.data or "", send_key=form.send_key.data or None
        )
    except Invalid as error:
        form.refuse(error)
        return rejected("workshops/paper.html", **context)
    flash(ngettext("%(num)s Zettel hängt an der Wand.", "%(num)s Zettel hängen an der Wand.", len(notes)), "success")
    return redirect(url_for("workshops.facilitate", slug=slug, etappe=position), 303)


@blueprint.get("/schreibtisch/werkstaetten/<slug>/etappen/<int:position>/ordnen")
@staff(Role.FACILITATOR)
def arrange(slug: str, position: int) -> Any:
    """Group notes and bring them into an order."""
    return render_template("workshops/arrange.html", **_arranging(led_page(slug), position), form=GroupForm())


@blueprint.post("/schreibtisch/werkstaetten/<slug>/etappen/<int:position>/ordnen")
@commits
@staff(Role.FACILITATOR)
def save_order(slug: str, position: int) -> Any:
    """Keep the groups that were chosen, and move one note up or down."""
    page = led_page(slug)
    found = stage_at(page, position)
    commands.arrange_notes(found, moves=moves_from(request.form), actor=actor())
    up, down = request.form.get("hoch", type=int), request.form.get("runter", type=int)
    moved = up or down
    if moved:
        note = led_result(moved).thing
        (commands.raise_note if up else commands.lower_note)(note, actor=actor())  # type: ignore[arg-type]
    else:
        flash(_("Die Anordnung ist gespeichert."), "success")
    anchor = f"zettel-{moved}" if moved else None
    return redirect(url_for("workshops.arrange", slug=slug, position=position, _anchor=anchor), 303)


@blueprint.post("/schreibtisch/werkstaetten/<slug>/etappen/<int:position>/gruppen")
@commits
@staff(Role.FACILITATOR)
def add_group(slug: str, position: int) -> Any:
    """A new group on the wall."""
    page, form = led_page(slug), GroupForm()
    found = stage_at(page, position)
    if not form.validate():
        return rejected("workshops/arrange.html", **_arranging(page, position), form=form)
    commands.create_group(found, title=form.title.data or "", actor=actor())
    return redirect(url_for("workshops.arrange", slug=slug, position=position), 303)


def _arranging(page: WorkshopPage, position: int) -> dict[str, Any]:
    found = stage_at(page, position)
    wall = queries.walls_of([found.id])[found.id]
    return {"page": page, "workshop": page.workshop, "stage": found, "wall": wall, "act_form": ActForm()}


@blueprint.get("/schreibtisch/werkstaetten/zettel/<int:subject_id>")
@staff(Role.FACILITATOR)
def note(subject_id: int) -> Any:
    """One note: hide it, show it again, hand it on."""
    return render_template("workshops/note.html", **_note(subject_id), form=ReasonForm())


@blueprint.post("/schreibtisch/werkstaetten/zettel/<int:subject_id>")
@commits
@staff(Role.FACILITATOR)
def save_note(subject_id: int) -> Any:
    """Hide the note with a reason, or put a hidden one back."""
    context, form = _note(subject_id), ReasonForm()
    if not form.validate():
        return rejected("workshops/note.html", **context, form=form)
    found: Note = context["note"]
    act = commands.hide_note if found.state is State.PUBLIC else commands.restore_note
    act(found, actor=actor(), reason=form.reason.data or "")
    workshop, shown = context["workshop"], context["stage"]
    return redirect(url_for("workshops.facilitate", slug=workshop.slug, etappe=shown.position), 303)


def _note(subject_id: int) -> dict[str, Any]:
    found = led_result(subject_id)
    if not isinstance(found.thing, Note) or found.thing.state is State.WITHDRAWN:
        abort(404)
    stage = next(stage for stage in found.page.workshop.stages if stage.id == found.thing.stage_id)
    return {
        "page": found.page,
        "workshop": found.page.workshop,
        "note": found.thing,
        "stage": stage,
        "grown": what_grew_from(actor(), subject_id),
    }
