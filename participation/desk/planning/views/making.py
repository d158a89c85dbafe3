"""Making a process: choose a pattern or a process to copy, then one short form."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.clock import today
from participation.core.database import db
from participation.core.transactions import commits
from participation.desk.planning import commands, queries
from participation.desk.planning.forms import CopyForm, MakeForm
from participation.desk.planning.patterns import PATTERNS, pattern_called
from participation.desk.planning.rules import usual_beginning
from participation.desk.planning.views.blueprint import blueprint, process_at_desk
from participation.dialogue.processes.models import Process
from participation.web.access import actor, staff
from participation.web.forms import choices
from participation.web.htmx import rejected


@blueprint.get("/schreibtisch/verfahren/neu")
@staff(Role.EDITOR)
def choose() -> Any:
    """Six patterns, and one's own processes to copy."""
    own = queries.own_processes(actor())
    return render_template("planning/choose.html", patterns=PATTERNS, own=own)


@blueprint.get("/schreibtisch/verfahren/neu/<pattern>")
@staff(Role.EDITOR)
def create(pattern: str) -> Any:
    """The form of a new process from a pattern; nearly everything is filled in."""
    found = pattern_called(pattern) or abort(404)
    form = _offer(MakeForm(question=found.texts["question"], begins_on=usual_beginning(today()), decider=_decider()))
    return render_template("planning/create.html", form=form, pattern=found, source=None)


@blueprint.post("/schreibtisch/verfahren/neu/<pattern>")
@commits
@staff(Role.EDITOR)
def make(pattern: str) -> Any:
    """Make it; sending the form twice makes one process."""
    found, form = pattern_called(pattern) or abort(404), _offer(MakeForm())
    if not form.validate():
        return rejected("planning/create.html", form=form, pattern=found, source=None)
    return _made(
        commands.make_from_pattern(
            found, decider=form.decider.data or "", town=current_app.extensions["PARTICIPATION"].city_name,
            **_values(form),
        )
    )  # fmt: skip


@blueprint.get("/schreibtisch/verfahren/<slug>/kopie")
@staff(Role.EDITOR)
def copy(slug: str) -> Any:
    """The form of a copy of a process."""
    source = process_at_desk(slug)
    known = {"question": source.question, "department": source.department_id}
    form = _offer(CopyForm(**known, begins_on=usual_beginning(today())))
    return render_template("planning/create.html", form=form, pattern=None, source=source)


@blueprint.post("/schreibtisch/verfahren/<slug>/kopie")
@commits
@staff(Role.EDITOR)
def make_copy(slug: str) -> Any:
    """Make the copy; sending the form twice makes one process."""
    source, form = process_at_desk(slug), _offer(CopyForm())
    if not form.validate():
        return rejected("planning/create.html", form=form, pattern=None, source=source)
    return _made(commands.copy_process(source, **_values(form)))


def _offer(form: CopyForm) -> Any:
    """A form with the person's departments; with one department there is nothing to choose."""
    departments = queries.editor_departments(actor())
    pairs = [(department.subject_id, department.name) for department in departments]
    form.department.choices = choices(pairs, empty=None if len(pairs) == 1 else _("Bitte wählen"))
    if len(pairs) == 1 and not request.form:
        form.department.data = pairs[0][0]
    return form


def _values(form: CopyForm) -> dict[str, Any]:
    return {
        "title": form.title.data or "", "question": form.question.data or "", "department_id": form.department.data,
        "begins_on": form.begins_on.data, "actor": actor(), "send_key": form.send_key.data or None,
    }  # fmt: skip


def _made(process: Process) -> Any:
    db.session.flush()
    flash(_("Das Verfahren ist angelegt. Noch sehen es nur Sie und Ihre Fachabteilung."), "success")
    return redirect(url_for("planning.desk", slug=process.slug), 303)


def _decider() -> str:
    return str(_("der Gemeinderat der Stadt %(city)s", city=current_app.extensions["PARTICIPATION"].city_name))
