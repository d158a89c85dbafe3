"""Editors enter the judgements on one idea."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.action.prioritisation import commands, queries
from participation.action.prioritisation.forms import cells_of, entries_of, judging_form
from participation.action.prioritisation.rules import running
from participation.action.prioritisation.views.blueprint import blueprint, prepared_run
from participation.core.actor import Role
from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.dialogue.ideas.queries import idea_by_id
from participation.web.access import actor, staff
from participation.web.htmx import rejected


@blueprint.get("/schreibtisch/priorisierung/<int:subject_id>/ideen/<int:idea_id>")
@staff(Role.EDITOR)
def judge(subject_id: int, idea_id: int) -> Any:
    """The judgements on one idea, criterion by criterion, each with a reason."""
    return render_template("prioritisation/judge.html", **_context(subject_id, idea_id))


@blueprint.post("/schreibtisch/priorisierung/<int:subject_id>/ideen/<int:idea_id>")
@commits
@staff(Role.EDITOR)
def save_judgements(subject_id: int, idea_id: int) -> Any:
    """Keep the judgements that were filled in; the rest can follow later."""
    context = _context(subject_id, idea_id)
    form, run = context["form"], context["run"]
    if not form.validate():
        return rejected("prioritisation/judge.html", **context)
    try:
        commands.judge_idea(run, idea_id, entries=entries_of(form, context["cells"]), actor=actor())
    except Invalid as error:
        form.refuse(error)
        return rejected("prioritisation/judge.html", **context)
    flash(_("Die Urteile sind gespeichert."), "success")
    return redirect(url_for("prioritisation.prepare", subject_id=subject_id, _anchor=f"idee-{idea_id}"), 303)


def _context(subject_id: int, idea_id: int) -> dict[str, Any]:
    head = prepared_run(subject_id)
    running.check_open(head.run)
    idea = idea_by_id(idea_id)
    if idea is None or idea.board_id != head.run.board_id:
        abort(404)
    cells = cells_of(head.run.criteria, queries.judgements_on(head.run, idea_id))
    return {"head": head, "run": head.run, "idea": idea, "cells": cells, "form": judging_form(cells)}
