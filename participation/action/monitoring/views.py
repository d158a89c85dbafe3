"""Keeping indicators, readings, milestones and reached levels: one short form each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.action.measures.models import Measure
from participation.action.measures.queries import measure_by_slug, target_levels
from participation.action.measures.rules import check_editor
from participation.action.monitoring import commands, queries
from participation.action.monitoring.forms import (
    CorrectionForm,
    DoneForm,
    IndicatorForm,
    MilestoneForm,
    ReachedForm,
    ReadingForm,
)
from participation.action.monitoring.models import Indicator, Milestone, Reading
from participation.core.actor import Role
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.web.access import actor, staff
from participation.web.filters import sentence
from participation.web.forms import Form
from participation.web.htmx import rejected

blueprint = Blueprint("monitoring", __name__)


@blueprint.route("/schreibtisch/massnahmen/<slug>/kennzahlen/neu", methods=["GET", "POST"])
@commits
@staff(Role.EDITOR)
def add_indicator(slug: str) -> Any:
    """A further indicator of a measure."""
    measure, form = _measure(slug), IndicatorForm()

    def keep() -> None:
        commands.add_indicator(
            measure, dimension=form.dimension.data, name=form.name.data or "", unit=form.unit.data or "",
            baseline=form.baseline.data, target=form.target.data, actor=actor(),
        )  # fmt: skip

    return _answer("monitoring/add_indicator.html", measure, form, keep)


@blueprint.route("/schreibtisch/massnahmen/<slug>/kennzahlen/<int:indicator_id>/wert", methods=["GET", "POST"])
@commits
@staff(Role.EDITOR)
def add_reading(slug: str, indicator_id: int) -> Any:
    """What an indicator showed on a day."""
    measure, form = _measure(slug), ReadingForm()
    indicator = _indicator(measure, indicator_id)

    def keep() -> None:
        commands.record_reading(
            measure, indicator, read_on=form.read_on.data, value=form.value.data or 0.0, source=form.source.data or "",
            actor=actor(),
        )  # fmt: skip

    return _answer("monitoring/add_reading.html", measure, form, keep, indicator=indicator)


@blueprint.route("/schreibtisch/massnahmen/<slug>/werte/<int:reading_id>", methods=["GET", "POST"])
@commits
@staff(Role.EDITOR)
def correct_reading(slug: str, reading_id: int) -> Any:
    """Put a wrong reading right, with a reason."""
    measure = _measure(slug)
    reading: Reading = queries.reading_by_id(reading_id) or abort(404)
    indicator, form = _indicator(measure, reading.indicator_id), CorrectionForm(obj=reading)

    def keep() -> None:
        commands.correct_reading(
            measure, reading, value=form.value.data or 0.0, source=form.source.data or "",
            reason=form.reason.data or "", actor=actor(),
        )  # fmt: skip

    return _answer("monitoring/correct_reading.html", measure, form, keep, indicator=indicator, reading=reading)


@blueprint.route("/schreibtisch/massnahmen/<slug>/meilensteine/neu", methods=["GET", "POST"])
@commits
@staff(Role.EDITOR)
def add_milestone(slug: str) -> Any:
    """Plan a step of a measure."""
    measure, form = _measure(slug), MilestoneForm()

    def keep() -> None:
        commands.add_milestone(measure, title=form.title.data or "", due_on=form.due_on.data, actor=actor())

    return _answer("monitoring/add_milestone.html", measure, form, keep)


@blueprint.route("/schreibtisch/massnahmen/<slug>/meilensteine/<int:milestone_id>", methods=["GET", "POST"])
@commits
@staff(Role.EDITOR)
def complete_milestone(slug: str, milestone_id: int) -> Any:
    """Note that a step is done."""
    measure, form = _measure(slug), DoneForm()
    milestone: Milestone = queries.milestone_by_id(milestone_id) or abort(404)
    if milestone.measure_id != measure.subject_id:
        abort(404)

    def keep() -> None:
        commands.complete_milestone(measure, milestone, done_on=form.done_on.data, actor=actor())

    return _answer("monitoring/complete_milestone.html", measure, form, keep, milestone=milestone)


@blueprint.route("/schreibtisch/massnahmen/<slug>/stufe", methods=["GET", "POST"])
@commits
@staff(Role.EDITOR)
def reach_level(slug: str) -> Any:
    """Note which level a measure has reached, with the evidence."""
    measure, form = _measure(slug), ReachedForm()
    form.describe({level.number: level.condition for level in target_levels(measure.subject_id)})

    def keep() -> None:
        commands.record_reached_level(
            measure, form.level.data, reached_on=form.reached_on.data, evidence=form.evidence.data or "",
            evidence_url=form.evidence_url.data or "", actor=actor(),
        )  # fmt: skip

    return _answer("monitoring/reach_level.html", measure, form, keep)


def _measure(slug: str) -> Measure:
    measure: Measure = measure_by_slug(slug, actor()) or abort(404)
    check_editor(actor(), measure)
    return measure


def _indicator(measure: Measure, indicator_id: int) -> Indicator:
    indicator: Indicator = queries.indicator_by_id(indicator_id) or abort(404)
    if indicator.measure_id != measure.subject_id:
        abort(404)
    return indicator


def _answer(template: str, measure: Measure, form: Form, keep: Callable[[], None], **context: Any) -> Any:
    """Show the form, or keep what was typed and go back to the measure's desk."""
    context |= {"measure": measure, "form": form}
    if request.method == "GET":
        return lambda: render_template(template, **context)
    if form.validate():
        try:
            keep()
        except Invalid as error:
            form.refuse(error)
        except Conflict as error:
            form.form_errors = [sentence(error)]
        else:
            flash(_("Gespeichert und öffentlich."), "success")
            return redirect(url_for("measures.desk", slug=measure.slug), 303)
    return rejected(template, **context)
