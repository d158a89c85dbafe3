"""Keeping indicators, readings, milestones and reached levels: one short form each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
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


@blueprint.get("/schreibtisch/massnahmen/<slug>/kennzahlen/neu")
@staff(Role.EDITOR)
def add_indicator(slug: str) -> Any:
    """The form of a further indicator."""
    return render_template("monitoring/add_indicator.html", measure=_measure(slug), form=IndicatorForm())


@blueprint.post("/schreibtisch/massnahmen/<slug>/kennzahlen/neu")
@commits
@staff(Role.EDITOR)
def save_indicator(slug: str) -> Any:
    """A further indicator of a measure."""
    measure, form = _measure(slug), IndicatorForm()

    def keep() -> None:
        commands.add_indicator(
            measure, dimension=form.dimension.data, name=form.name.data or "", unit=form.unit.data or "",
            baseline=form.baseline.data, target=form.target.data, actor=actor(),
        )  # fmt: skip

    return _keep_or_show_again(keep, "monitoring/add_indicator.html", measure=measure, form=form)


@blueprint.get("/schreibtisch/massnahmen/<slug>/kennzahlen/<int:indicator_id>/wert")
@staff(Role.EDITOR)
def add_reading(slug: str, indicator_id: int) -> Any:
    """The form of a further reading."""
    measure = _measure(slug)
    indicator = _indicator(measure, indicator_id)
    return render_template("monitoring/add_reading.html", measure=measure, indicator=indicator, form=ReadingForm())


@blueprint.post("/schreibtisch/massnahmen/<slug>/kennzahlen/<int:indicator_id>/wert")
@commits
@staff(Role.EDITOR)
def save_reading(slug: str, indicator_id: int) -> Any:
    """What an indicator showed on a day."""
    measure, form = _measure(slug), ReadingForm()
    indicator = _indicator(measure, indicator_id)

    def keep() -> None:
        commands.record_reading(
            measure, indicator, read_on=form.read_on.data, value=form.value.data or 0.0,
            source=form.source.data or "", actor=actor(),
        )  # fmt: skip

    return _keep_or_show_again(keep, "monitoring/add_reading.html", measure=measure, indicator=indicator, form=form)


@blueprint.get("/schreibtisch/massnahmen/<slug>/werte/<int:reading_id>")
@staff(Role.EDITOR)
def correct_reading(slug: str, reading_id: int) -> Any:
    """The form that puts a reading right."""
    measure = _measure(slug)
    reading, indicator = _reading(measure, reading_id)
    form = CorrectionForm(obj=reading)
    return render_template(
        "monitoring/correct_reading.html", measure=measure, indicator=indicator, reading=reading, form=form
    )


@blueprint.post("/schreibtisch/massnahmen/<slug>/werte/<int:reading_id>")
@commits
@staff(Role.EDITOR)
def save_correction(slug: str, reading_id: int) -> Any:
    """Put a wrong reading right, with a reason."""
    measure, form = _measure(slug), CorrectionForm()
    reading, indicator = _reading(measure, reading_id)

    def keep() -> None:
        commands.correct_reading(
            measure, reading, value=form.value.data or 0.0, source=form.source.data or "",
            reason=form.reason.data or "", actor=actor(),
        )  # fmt: skip

    return _keep_or_show_again(
        keep, "monitoring/correct_reading.html", measure=measure, indicator=indicator, reading=reading, form=form
    )


@blueprint.get("/schreibtisch/massnahmen/<slug>/meilensteine/neu")
@staff(Role.EDITOR)
def add_milestone(slug: str) -> Any:
    """The form of a further milestone."""
    return render_template("monitoring/add_milestone.html", measure=_measure(slug), form=MilestoneForm())


@blueprint.post("/schreibtisch/massnahmen/<slug>/meilensteine/neu")
@commits
@staff(Role.EDITOR)
def save_milestone(slug: str) -> Any:
    """Plan a step of a measure."""
    measure, form = _measure(slug), MilestoneForm()

    def keep() -> None:
        commands.add_milestone(measure, title=form.title.data or "", due_on=form.due_on.data, actor=actor())

    return _keep_or_show_again(keep, "monitoring/add_milestone.html", measure=measure, form=form)


@blueprint.get("/schreibtisch/massnahmen/<slug>/meilensteine/<int:milestone_id>")
@staff(Role.EDITOR)
def complete_milestone(slug: str, milestone_id: int) -> Any:
    """Asking for the day on which a step was done."""
    measure = _measure(slug)
    milestone = _milestone(measure, milestone_id)
    return render_template("monitoring/complete_milestone.html", measure=measure, milestone=milestone, form=DoneForm())


@blueprint.post("/schreibtisch/massnahmen/<slug>/meilensteine/<int:milestone_id>")
@commits
@staff(Role.EDITOR)
def save_completion(slug: str, milestone_id: int) -> Any:
    """Note that a step is done."""
    measure, form = _measure(slug), DoneForm()
    milestone = _milestone(measure, milestone_id)

    def keep() -> None:
        commands.complete_milestone(measure, milestone, done_on=form.done_on.data, actor=actor())

    return _keep_or_show_again(
        keep, "monitoring/complete_milestone.html", measure=measure, milestone=milestone, form=form
    )


@blueprint.get("/schreibtisch/massnahmen/<slug>/stufe")
@staff(Role.EDITOR)
def reach_level(slug: str) -> Any:
    """The form of a reached level, with the conditions."""
    measure = _measure(slug)
    return render_template("monitoring/reach_level.html", measure=measure, form=_reached_form(measure))


@blueprint.post("/schreibtisch/massnahmen/<slug>/stufe")
@commits
@staff(Role.EDITOR)
def save_level(slug: str) -> Any:
    """Note which level a measure has reached, with the evidence."""
    measure = _measure(slug)
    form = _reached_form(measure)

    def keep() -> None:
        commands.record_reached_level(
            measure, form.level.data, reached_on=form.reached_on.data, evidence=form.evidence.data or "",
            evidence_url=form.evidence_url.data or "", actor=actor(),
        )  # fmt: skip

    return _keep_or_show_again(keep, "monitoring/reach_level.html", measure=measure, form=form)


def _measure(slug: str) -> Measure:
    measure: Measure = measure_by_slug(slug, actor()) or abort(404)
    check_editor(actor(), measure)
    return measure


def _indicator(measure: Measure, indicator_id: int) -> Indicator:
    indicator: Indicator = queries.indicator_by_id(indicator_id) or abort(404)
    if indicator.measure_id != measure.subject_id:
        abort(404)
    return indicator


def _reading(measure: Measure, reading_id: int) -> tuple[Reading, Indicator]:
    reading: Reading = queries.reading_by_id(reading_id) or abort(404)
    return reading, _indicator(measure, reading.indicator_id)


def _milestone(measure: Measure, milestone_id: int) -> Milestone:
    milestone: Milestone = queries.milestone_by_id(milestone_id) or abort(404)
    if milestone.measure_id != measure.subject_id:
        abort(404)
    return milestone


def _reached_form(measure: Measure) -> ReachedForm:
    form = ReachedForm()
    form.describe({level.number: level.condition for level in target_levels(measure.subject_id)})
    return form


def _keep_or_show_again(keep: Callable[[], None], template: str, *, measure: Measure, form: Form, **rest: Any) -> Any:
    """Keep what was typed and go back to the measure's desk, or show the form again."""
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
    return rejected(template, measure=measure, form=form, **rest)
