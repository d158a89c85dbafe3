"""Writing the target levels of a measure."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.action.measures import commands, queries
from participation.action.measures.forms import FixForm, LevelsForm
from participation.action.measures.views.blueprint import blueprint, measure_to_edit
from participation.core.actor import Role
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.web.access import actor, staff
from participation.web.filters import sentence
from participation.web.htmx import rejected


@blueprint.get("/schreibtisch/massnahmen/<slug>/zielstufen")
@staff(Role.EDITOR)
def write_levels(slug: str) -> Any:
    """The four conditions, to be written or changed."""
    measure = measure_to_edit(slug)
    levels = queries.target_levels(measure.subject_id)
    form = LevelsForm(**{f"level_{level.number}": level.condition for level in levels})
    return render_template("measures/write_levels.html", measure=measure, form=form)


@blueprint.post("/schreibtisch/massnahmen/<slug>/zielstufen")
@commits
@staff(Role.EDITOR)
def save_levels(slug: str) -> Any:
    """Save the conditions; once they are fixed, a change needs a reason and the old text stays."""
    measure, form = measure_to_edit(slug), LevelsForm()
    if form.validate():
        try:
            commands.write_target_levels(measure, form.conditions, actor=actor(), reason=form.reason.data or "")
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Die Zielstufen sind gespeichert."), "success")
            return redirect(url_for("measures.desk", slug=slug), 303)
    return rejected("measures/write_levels.html", measure=measure, form=form)


@blueprint.get("/schreibtisch/massnahmen/<slug>/zielstufen/festlegen")
@staff(Role.EDITOR)
def fix_levels(slug: str) -> Any:
    """Asking whether the levels shall be fixed before implementation begins, for a trial that is measured by them."""
    measure = measure_to_edit(slug)
    levels = queries.target_levels(measure.subject_id)
    return render_template("measures/fix_levels.html", measure=measure, levels=levels, form=FixForm())


@blueprint.post("/schreibtisch/massnahmen/<slug>/zielstufen/festlegen")
@commits
@staff(Role.EDITOR)
def keep_levels_fixed(slug: str) -> Any:
    """Fix the levels: from now on a change keeps the old text."""
    measure, form = measure_to_edit(slug), FixForm()
    levels = queries.target_levels(measure.subject_id)
    if form.validate():
        try:
            commands.fix_target_levels(measure, actor=actor())
        except Conflict as error:
            form.form_errors = [sentence(error)]
        else:
            flash(_("Die Zielstufen stehen jetzt fest."), "success")
            return redirect(url_for("measures.desk", slug=slug), 303)
    return rejected("measures/fix_levels.html", measure=measure, levels=levels, form=form)
