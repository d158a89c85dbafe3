"""Moving a measure from stage to stage."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.action.measures import commands, queries, rules
from participation.action.measures.forms import StageForm
from participation.action.measures.models import STAGES, Measure
from participation.action.measures.views.blueprint import blueprint, measure_to_edit
from participation.core.actor import Role
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.people.bodies import queries as bodies
from participation.web.access import actor, staff
from participation.web.filters import sentence, short_day
from participation.web.htmx import rejected


@blueprint.get("/schreibtisch/massnahmen/<slug>/stand")
@staff(Role.EDITOR)
def move(slug: str) -> Any:
    """To which stages a measure may move, and what each needs."""
    measure = measure_to_edit(slug)
    return render_template("measures/move.html", **_context(measure, _form(measure)))


@blueprint.post("/schreibtisch/massnahmen/<slug>/stand")
@commits
@staff(Role.EDITOR)
def change_stage(slug: str) -> Any:
    """Move a measure to another stage; a gate stays shut without a decision."""
    measure = measure_to_edit(slug)
    form = _form(measure)
    if form.validate():
        try:
            commands.change_stage(
                measure, form.stage.data, changed_on=form.changed_on.data, reason=form.reason.data or "",
                actor=actor(), decided_by=form.decided_by.data or "", decision_id=form.decision_id.data,
                lesson=form.lesson.data or "",
            )  # fmt: skip
        except Invalid as error:
            form.refuse(error)
        except Conflict as error:
            form.stage.errors = [sentence(error)]
        else:
            flash(_("Der neue Stand ist öffentlich."), "success")
            return redirect(url_for("measures.desk", slug=slug), 303)
    return rejected("measures/move.html", **_context(measure, form))


def _form(measure: Measure) -> StageForm:
    form = StageForm()
    used = queries.used_decisions(measure.subject_id)
    lines = [d for d in bodies.decisions_on(measure.subject_id, actor=actor()) if d.decision_id not in used]
    form.offer(
        rules.next_stages(measure),
        [
            (
                line.decision_id,
                f"{line.body_name}, {short_day(line.decided_on)}: {_(line.called)}, {_(line.outcome_label)}",
            )
            for line in lines
        ],
    )
    return form


def _context(measure: Measure, form: StageForm) -> dict[str, Any]:
    levels = queries.target_levels(measure.subject_id)
    return {
        "measure": measure, "form": form, "stages": STAGES, "has_levels": queries.has_all_levels(levels),
        "gates": [stage for stage in rules.next_stages(measure) if rules.needs_decision(stage)],
    }  # fmt: skip
