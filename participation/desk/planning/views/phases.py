"""Planning the phases of a process."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.clock import today
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.desk.planning import commands, queries
from participation.desk.planning.forms import PhaseForm
from participation.desk.planning.rules import Stretch, chart_of, stretch_of
from participation.desk.planning.views.blueprint import blueprint, process_to_write, stale
from participation.dialogue.processes.models import Phase, Process
from participation.dialogue.processes.queries import phase_by_id, phases_of
from participation.dialogue.processes.rules import Overlap, first_day, last_day, stretch
from participation.web.access import actor, staff
from participation.web.htmx import rejected

PAGE = "planning/phase.html"


@blueprint.get("/schreibtisch/verfahren/<slug>/phasen/neu")
@staff(Role.EDITOR)
def add_phase(slug: str) -> Any:
    """The form of a new phase; it begins on the day after the last one."""
    process = process_to_write(slug)
    phases = phases_of(process.subject_id)
    form = PhaseForm(first_day=first_day(phases[-1].ends_at) if phases else None)
    return render_template(PAGE, form=form, **_context(process, None, form))


@blueprint.post("/schreibtisch/verfahren/<slug>/phasen/neu")
@commits
@staff(Role.EDITOR)
def save_new_phase(slug: str) -> Any:
    """Plan it."""
    return _save(process_to_write(slug), None)


@blueprint.get("/schreibtisch/verfahren/<slug>/phasen/<int:phase_id>")
@staff(Role.EDITOR)
def edit_phase(slug: str, phase_id: int) -> Any:
    """The form of a phase."""
    process = process_to_write(slug)
    phase = phase_by_id(process.subject_id, phase_id) or abort(404)
    form = PhaseForm(obj=phase, first_day=first_day(phase.starts_at), last_day=last_day(phase.ends_at))
    return render_template(PAGE, form=form, **_context(process, phase, form))


@blueprint.post("/schreibtisch/verfahren/<slug>/phasen/<int:phase_id>")
@commits
@staff(Role.EDITOR)
def save_phase(slug: str, phase_id: int) -> Any:
    """Save it."""
    process = process_to_write(slug)
    return _save(process, phase_by_id(process.subject_id, phase_id) or abort(404))


@blueprint.get("/schreibtisch/verfahren/<slug>/phasen/<int:phase_id>/entfernen")
@staff(Role.EDITOR)
def remove_phase(slug: str, phase_id: int) -> Any:
    """Ask once before a phase goes."""
    process = process_to_write(slug)
    phase = phase_by_id(process.subject_id, phase_id) or abort(404)
    return render_template("planning/remove.html", process=process, what=phase.title, anchor="phases")


@blueprint.post("/schreibtisch/verfahren/<slug>/phasen/<int:phase_id>/entfernen")
@commits
@staff(Role.EDITOR)
def save_removed_phase(slug: str, phase_id: int) -> Any:
    """Take it out of the plan."""
    process = process_to_write(slug)
    commands.drop_phase(process, phase_by_id(process.subject_id, phase_id) or abort(404), actor=actor())
    flash(_("Die Phase ist entfernt."), "success")
    return _back(slug)


def _save(process: Process, phase: Phase | None) -> Any:
    form = PhaseForm()
    if not form.validate():
        return rejected(PAGE, form=form, **_context(process, phase, form))
    try:
        with db.session.begin_nested():
            _write(process, phase, form)
    except Overlap as error:
        form.refuse(Invalid(error.message, field="first_day"))
        return rejected(PAGE, form=form, **_context(process, phase, form))
    except Invalid as error:
        form.refuse(error)
        return rejected(PAGE, form=form, **_context(process, phase, form))
    except Conflict as error:
        if phase is None:
            raise
        db.session.refresh(phase)
        differences = _differences(form, phase)
        form.version.data = phase.version
        return stale(PAGE, form, differences, error, **_context(process, phase, form))
    flash(_("Gespeichert."), "success")
    return _back(process.slug)


def _write(process: Process, phase: Phase | None, form: PhaseForm) -> None:
    starts_at, ends_at = stretch(form.first_day.data, form.last_day.data)
    if phase is not None:  # a phase that begins or ends at an hour keeps it while its days stay
        starts_at = phase.starts_at if first_day(phase.starts_at) == form.first_day.data else starts_at
        ends_at = phase.ends_at if last_day(phase.ends_at) == form.last_day.data else ends_at
    texts: dict[str, Any] = {"title": form.title.data or "", "description": form.description.data or ""}
    values: dict[str, Any] = {"kind": form.kind.data, "starts_at": starts_at, "ends_at": ends_at, "actor": actor()}
    if phase is None:
        commands.plan_phase(process, **values, **texts)
        return
    commands.reschedule_phase(
        process,
        phase,
        version=form.version.data or 0,
        accepted=form.accepted.data,
        **values,
        **texts,
        result=form.result.data or "",
    )


def _differences(form: PhaseForm, phase: Phase) -> list[tuple[str, str]]:
    saved = {
        "title": phase.title, "description": phase.description, "result": phase.result,
        "first_day": first_day(phase.starts_at), "last_day": last_day(phase.ends_at),
    }  # fmt: skip
    return [
        (str(form[name].label.text), str(value)) for name, value in saved.items() if (form[name].data or "") != value
    ]


def _context(process: Process, phase: Phase | None, form: PhaseForm) -> dict[str, Any]:
    """The plan with what was typed drawn into it, and whether people have written in the phase."""
    planned = [
        stretch_of(p.starts_at, p.ends_at, p.title, p.id)
        for p in phases_of(process.subject_id)
        if phase is None or p.id != phase.id
    ]
    first, last = form.first_day.data, form.last_day.data
    if first and last and first <= last:
        planned.append(Stretch(first, last, form.title.data or _("Ihre Eingabe"), None, is_tried=True))
    written = queries.contributions_between(process.subject_id, phase.starts_at, phase.ends_at) if phase else None
    asks = bool(form["accepted"].errors) or (request.method == "POST" and bool(form.accepted.data))
    return {
        "process": process, "phase": phase, "chart": chart_of(planned, today=today()), "written": written, "asks": asks,
    }  # fmt: skip


def _back(slug: str) -> Any:
    return redirect(url_for("planning.desk", slug=slug, _anchor="phases"), 303)
