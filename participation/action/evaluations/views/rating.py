"""The desk of a round: what there is to rate, and rating it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.action.evaluations import commands, queries, rules
from participation.action.evaluations.forms import RatingForm
from participation.action.evaluations.models import EvaluationRound, ReviewKind
from participation.action.evaluations.queries import Ratable
from participation.action.evaluations.views.blueprint import WORDS, blueprint, found_round
from participation.action.measures.models import Measure
from participation.action.measures.queries import measure_by_id, target_levels
from participation.action.monitoring import queries as monitoring
from participation.core.actor import Role
from participation.core.errors import Invalid, NotAllowed
from participation.core.transactions import commits
from participation.records.subjects.models import SubjectKind
from participation.web.access import actor, staff
from participation.web.htmx import rejected


@blueprint.get("/schreibtisch/evaluation")
@staff(Role.COORDINATOR, Role.REVIEWER, Role.EDITOR)
def rounds() -> Any:
    """The rounds that one has to do with."""
    return render_template(
        "evaluations/rounds.html", rounds=queries.rounds_for(actor()), may_coordinate=rules.may_coordinate(actor())
    )


@blueprint.get("/schreibtisch/evaluation/<slug>")
@staff(Role.COORDINATOR, Role.REVIEWER, Role.EDITOR)
def desk(slug: str) -> Any:
    """Everything in a round, with what is still to do."""
    round_ = found_round(slug)
    if not rules.may_see_round(actor(), round_.subject_id):
        raise NotAllowed("In dieser Runde bewertet, wer dafür benannt ist.")
    return render_template(
        "evaluations/desk.html", round=round_, ratables=queries.ratables_for(round_, actor()),
        may_coordinate=rules.may_coordinate(actor()), number=queries.next_number(round_.subject_id), **WORDS,
    )  # fmt: skip


@blueprint.get("/schreibtisch/evaluation/<slug>/bewerten/<int:subject_id>")
@staff(Role.REVIEWER, Role.EDITOR)
def rate(slug: str, subject_id: int) -> Any:
    """What is to be rated, with its target levels, and the form."""
    round_, thing = _to_rate(slug, subject_id)
    form = RatingForm(level=thing.own_level, reason=thing.own_reason)
    return render_template("evaluations/rate.html", **_context(round_, thing, form))


@blueprint.post("/schreibtisch/evaluation/<slug>/bewerten/<int:subject_id>")
@commits
@staff(Role.REVIEWER, Role.EDITOR)
def save_rating(slug: str, subject_id: int) -> Any:
    """Rate a goal or measure, or assess one's own measure."""
    round_, thing = _to_rate(slug, subject_id)
    form = RatingForm()
    if form.validate():
        try:
            _keep(round_, thing, form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Ihre Bewertung ist gespeichert. Bis zur Veröffentlichung können Sie sie ändern."), "success")
            return redirect(url_for("evaluations.desk", slug=slug, _anchor=f"zeile-{subject_id}"), 303)
    return rejected("evaluations/rate.html", **_context(round_, thing, form))


def _to_rate(slug: str, subject_id: int) -> tuple[EvaluationRound, Ratable]:
    round_ = found_round(slug)
    thing: Ratable = next(iter(queries.ratables_for(round_, actor(), subject_id=subject_id)), None) or abort(404)
    if thing.asks is None:
        raise NotAllowed("In dieser Runde bewertet, wer dafür benannt ist.")
    rules.check_open(round_)
    return round_, thing


def _keep(round_: EvaluationRound, thing: Ratable, form: RatingForm) -> None:
    values = {"level": form.level.data, "reason": form.reason.data or "", "actor": actor()}
    if thing.asks is ReviewKind.SELF:
        commands.assess_own_measure(round_, measure_by_id(thing.subject_id) or abort(404), **values)
    else:
        commands.rate(round_, thing.subject_id, **values)


def _context(round_: EvaluationRound, thing: Ratable, form: RatingForm) -> dict[str, Any]:
    is_measure = thing.kind is SubjectKind.MEASURE
    measure: Measure | None = measure_by_id(thing.subject_id) if is_measure else None
    return {
        "round": round_, "thing": thing, "form": form, "measure": measure,
        "levels": target_levels(thing.subject_id) if is_measure else [],
        "course": monitoring.course_of(thing.subject_id) if is_measure else None, **WORDS,
    }  # fmt: skip
