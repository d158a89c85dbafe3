"""Result cards, and handing notes and cards on as ideas."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.transactions import commits
from participation.dialogue.boards.queries import board_by_id, boards_of
from participation.dialogue.workshops import commands
from participation.dialogue.workshops.forms import HandOnForm, PrototypeForm
from participation.dialogue.workshops.models import Note, Prototype
from participation.dialogue.workshops.queries import Result
from participation.dialogue.workshops.views.blueprint import blueprint, led_page, led_result
from participation.records.subjects.queries import what_grew_from
from participation.web.access import actor, staff
from participation.web.forms import choices
from participation.web.htmx import rejected

SHORT = 120


@blueprint.get("/schreibtisch/werkstaetten/<slug>/prototypen/neu")
@staff(Role.FACILITATOR)
def new_prototype(slug: str) -> Any:
    """Write a result card."""
    page = led_page(slug)
    return render_template("workshops/prototype.html", page=page, workshop=page.workshop, form=PrototypeForm())


@blueprint.post("/schreibtisch/werkstaetten/<slug>/prototypen/neu")
@commits
@staff(Role.FACILITATOR)
def make_prototype(slug: str) -> Any:
    """Keep a new result card."""
    page, form = led_page(slug), PrototypeForm()
    if not form.validate():
        return rejected("workshops/prototype.html", page=page, workshop=page.workshop, form=form)
    commands.make_prototype(page.workshop, actor=actor(), send_key=form.send_key.data or None, **form.texts())
    flash(_("Die Karte ist gespeichert."), "success")
    return redirect(url_for("workshops.facilitate", slug=slug), 303)


@blueprint.get("/schreibtisch/werkstaetten/prototypen/<int:subject_id>")
@staff(Role.FACILITATOR)
def prototype(subject_id: int) -> Any:
    """Change a result card."""
    context = _card(subject_id)
    return render_template("workshops/prototype.html", **context, form=PrototypeForm(obj=context["prototype"]))


@blueprint.post("/schreibtisch/werkstaetten/prototypen/<int:subject_id>")
@commits
@staff(Role.FACILITATOR)
def revise_prototype(subject_id: int) -> Any:
    """Keep the changed card."""
    context, form = _card(subject_id), PrototypeForm()
    if not form.validate():
        return rejected("workshops/prototype.html", **context, form=form)
    version = form.version.data or 0
    commands.revise_prototype(context["prototype"], actor=actor(), version=version, **form.texts())
    flash(_("Die Karte ist gespeichert."), "success")
    return redirect(url_for("workshops.facilitate", slug=context["workshop"].slug), 303)


def _card(subject_id: int) -> dict[str, Any]:
    found = led_result(subject_id)
    if not isinstance(found.thing, Prototype):
        abort(404)
    return {"page": found.page, "workshop": found.page.workshop, "prototype": found.thing}


@blueprint.get("/schreibtisch/werkstaetten/weitergeben/<int:subject_id>")
@staff(Role.FACILITATOR)
def hand_on(subject_id: int) -> Any:
    """Hand a note or a result card on: as an idea, or as the source of a measure."""
    found = led_result(subject_id)
    title, text = _suggested(found.thing)
    return render_template("workshops/hand_on.html", **_handing_on(found, HandOnForm(title=title, text=text)))


@blueprint.post("/schreibtisch/werkstaetten/weitergeben/<int:subject_id>")
@commits
@staff(Role.FACILITATOR)
def hand_on_as_idea(subject_id: int) -> Any:
    """Make an idea of it, on a board of the same process."""
    found, form = led_result(subject_id), HandOnForm()
    context = _handing_on(found, form)
    if not form.validate():
        return rejected("workshops/hand_on.html", **context)
    board = board_by_id(int(form.board.data)) or abort(404)
    idea = commands.hand_on_as_idea(
        found.thing, board, actor=actor(), title=form.title.data or "", text=form.text.data or "",
        send_key=form.send_key.data or None,
    )  # fmt: skip
    flash(_("Die Idee steht jetzt auf dem Themenboard „%(board)s“.", board=board.title), "success")
    return redirect(url_for("ideas.show", subject_id=idea.subject_id), 303)


def _handing_on(found: Result, form: HandOnForm) -> dict[str, Any]:
    boards, process = boards_of(found.page.process.subject_id), found.page.process
    form.board.choices = choices([(board.subject_id, board.title) for board in boards])
    return {
        "page": found.page,
        "workshop": found.page.workshop,
        "source": found.thing,
        "source_title": _suggested(found.thing)[0],
        "boards": boards,
        "form": form,
        "grown": what_grew_from(actor(), found.thing.subject_id),
        "may_make_measure": any(actor().has_role(role, process.department_id) for role in (Role.EDITOR, Role.LIAISON)),
    }


def _suggested(thing: Note | Prototype) -> tuple[str, str]:
    """A title and a text to begin with."""
    if isinstance(thing, Prototype):
        return thing.title[:SHORT], "\n\n".join(t for t in (thing.problem, thing.idea, thing.learnt) if t)
    return thing.text.split("\n")[0][:SHORT], thing.text
