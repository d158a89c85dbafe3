"""Noting from what a measure grew."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.action.measures import commands
from participation.action.measures.forms import SourceForm
from participation.action.measures.views.blueprint import blueprint, measure_to_edit
from participation.core.actor import Role
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.records.subjects.queries import what_it_grew_from
from participation.web.access import actor, staff
from participation.web.filters import sentence
from participation.web.htmx import rejected


@blueprint.get("/schreibtisch/massnahmen/<slug>/herkunft")
@staff(Role.EDITOR)
def add_source(slug: str) -> Any:
    """From what the measure grew so far, and the form for more."""
    measure = measure_to_edit(slug)
    known = what_it_grew_from(actor(), measure.subject_id)
    return render_template("measures/add_source.html", measure=measure, form=SourceForm(), known=known)


@blueprint.post("/schreibtisch/massnahmen/<slug>/herkunft")
@commits
@staff(Role.EDITOR)
def save_source(slug: str) -> Any:
    """Add an idea, a note, a prototype or a bundle as a source."""
    measure, form = measure_to_edit(slug), SourceForm()
    known = what_it_grew_from(actor(), measure.subject_id)
    if form.validate():
        try:
            commands.add_source(measure, source_id=form.source_id, actor=actor(), reason=form.reason.data or "")
        except Invalid as error:
            form.refuse(error)
        except Conflict as error:
            form.source.errors = [sentence(error)]
        else:
            flash(_("Die Herkunft ist eingetragen. Beide Seiten zeigen sie."), "success")
            return redirect(url_for("measures.desk", slug=slug), 303)
    return rejected("measures/add_source.html", measure=measure, form=form, known=known)
