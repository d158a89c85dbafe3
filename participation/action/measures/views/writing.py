"""The desk of a department: its measures, a new one, and their texts."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.action.measures import commands, queries, rules
from participation.action.measures.forms import NewMeasureForm, ResultForm, TextsForm
from participation.action.measures.models import STAGES, Measure
from participation.action.measures.views.blueprint import blueprint, measure_to_edit
from participation.action.monitoring import queries as monitoring
from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.outreach.home.queries import way_of
from participation.people.bodies import queries as bodies
from participation.people.departments.queries import all_departments
from participation.records.subjects.models import Subject
from participation.records.subjects.queries import subject_seen_by
from participation.town.districts.queries import district_choices
from participation.town.taxonomy import queries as taxonomy
from participation.web.access import actor, staff
from participation.web.forms import choices
from participation.web.htmx import rejected
from participation.web.numbers import asked_number


@blueprint.get("/schreibtisch/massnahmen")
@staff(Role.EDITOR, Role.LIAISON, Role.MODERATOR)
def own() -> Any:
    """The measures of one's departments."""
    may_create = bool(queries.own_departments(actor(), Role.EDITOR, Role.LIAISON))
    edited = {department.name for department in queries.own_departments(actor(), Role.EDITOR)}
    return render_template(
        "measures/own.html", cards=queries.own_measures(actor()), stages=STAGES, may_create=may_create, edited=edited
    )


@blueprint.get("/schreibtisch/massnahmen/neu")
@staff(Role.EDITOR, Role.LIAISON)
def create() -> Any:
    """The form of a measure from a department's own need, or from the result of a workshop that the address names."""
    source = _source()
    return render_template("measures/create.html", form=_new_form(source), source=source)


@blueprint.post("/schreibtisch/massnahmen/neu")
@commits
@staff(Role.EDITOR, Role.LIAISON)
def create_measure() -> Any:
    """A department takes something on; sending the form twice makes one measure."""
    source = _source()
    form = _new_form(source)
    if not form.validate():
        return rejected("measures/create.html", form=form, source=source)
    values: dict[str, Any] = {
        "department_id": form.department.data, "reason": form.reason.data or "", "actor": actor(),
        "change_for_people": form.change_for_people.data or "", "send_key": form.send_key.data or None,
    }  # fmt: skip
    if source:
        measure = commands.take_on_result(source.id, form.title.data or "", **values)
    else:
        measure = commands.create_measure(form.title.data or "", need=form.need.data or "", **values)
    if not rules.may_edit(actor(), measure):
        flash(_("Die Maßnahme ist angelegt. Ziel, Lösung und Zielstufen schreibt nun die Redaktion."), "success")
        return redirect(url_for("measures.show", slug=measure.slug), 303)
    flash(_("Die Maßnahme ist angelegt. Schreiben Sie nun Ziel, Lösung und Zielstufen."), "success")
    return redirect(url_for("measures.desk", slug=measure.slug), 303)


@blueprint.get("/schreibtisch/massnahmen/<slug>")
@staff(Role.EDITOR)
def desk(slug: str) -> Any:
    """Everything that can be done with a measure, and what is missing before the next step."""
    measure = measure_to_edit(slug)
    levels = queries.target_levels(measure.subject_id)
    return render_template(
        "measures/desk.html", measure=measure, stages=STAGES, levels=levels, has_levels=queries.has_all_levels(levels),
        course=monitoring.course_of(measure.subject_id), indicators=monitoring.indicators_of(measure.subject_id),
        decisions=bodies.decisions_on(measure.subject_id, actor=actor()), way=way_of(measure.subject_id, actor()),
    )  # fmt: skip


@blueprint.get("/schreibtisch/massnahmen/<slug>/texte")
@staff(Role.EDITOR)
def edit(slug: str) -> Any:
    """The texts of a measure, to be changed."""
    measure = measure_to_edit(slug)
    return render_template("measures/edit.html", measure=measure, form=_texts_form(measure), differences=[])


@blueprint.post("/schreibtisch/massnahmen/<slug>/texte")
@commits
@staff(Role.EDITOR)
def save_texts(slug: str) -> Any:
    """Save the texts. A stale form is shown again beside what was saved in the meantime, status 409."""
    measure = measure_to_edit(slug)
    form = _texts_form(measure)
    if not form.validate():
        return rejected("measures/edit.html", measure=measure, form=form, differences=[])
    try:
        commands.edit_measure(
            measure, actor=actor(), version=form.version.data or 0, goal_ids=form.goals.data or (),
            involved_ids=form.involved.data or (), **form.texts(),
        )  # fmt: skip
    except Conflict:
        return _stale(measure, form)
    except Invalid as error:
        form.refuse(error)
        return rejected("measures/edit.html", measure=measure, form=form, differences=[])
    flash(_("Gespeichert."), "success")
    return redirect(url_for("measures.desk", slug=slug), 303)


def _source() -> Subject | None:
    """The note or result card from which the measure shall grow, where the address names one; 404 for anything else."""
    if not request.args.get("quelle"):
        return None
    asked = asked_number("quelle")
    source = subject_seen_by(actor(), asked) if asked is not None else None
    return source if source and source.kind in rules.RESULTS else abort(404)


def _new_form(source: Subject | None) -> NewMeasureForm:
    form = ResultForm(title=source.title) if source else NewMeasureForm()
    departments = queries.own_departments(actor(), Role.EDITOR, Role.LIAISON)
    form.department.choices = choices((department.subject_id, department.name) for department in departments)
    return form


def _texts_form(measure: Measure) -> TextsForm:
    form = TextsForm(
        obj=measure, goals=queries.goal_ids_of(measure.subject_id), involved=queries.involved_ids_of(measure.subject_id)
    )
    form.offer(
        fields=((field.id, field.name) for field in taxonomy.all_action_fields()),
        goals=((goal.subject_id, goal.name) for goal in taxonomy.all_goals()),
        districts=district_choices(),
        departments=(
            (d.subject_id, d.name) for d in all_departments() if d.subject_id != measure.department_id
        ),
    )  # fmt: skip
    return form


def _stale(measure: Measure, form: TextsForm) -> Any:
    """Both texts: what was typed, and what stands now; sending again then replaces it knowingly."""
    db.session.refresh(measure)
    differences = form.differences(measure)
    form.version.data = measure.version
    return lambda: (render_template("measures/edit.html", measure=measure, form=form, differences=differences), 409)
