"""Writing one part of a process on its own short form."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.desk.planning.forms import FORMS, AreaForm, PartForm
from participation.desk.planning.forms.parts import AssurancePart
from participation.desk.planning.views.blueprint import blueprint, process_to_write, stale
from participation.dialogue.codes.rules import offered_levels
from participation.dialogue.processes import commands
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import values_of
from participation.dialogue.processes.rules import PART_LABELS, ProcessPart, fingerprint
from participation.town.districts.queries import district_choices
from participation.web.access import actor, staff
from participation.web.forms import choices
from participation.web.htmx import rejected

PATHS: dict[ProcessPart, str] = {
    ProcessPart.QUESTION: "frage",
    ProcessPart.BLOCKS: "vier-fragen",
    ProcessPart.AREA: "gebiet",
    ProcessPart.CONTACT: "kontakt",
    ProcessPart.LEGAL: "rechtlicher-charakter",
    ProcessPart.VISIBILITY: "sichtbarkeit",
    ProcessPart.ASSURANCE: "nachweis",
    ProcessPart.ANNOUNCEMENT: "ankuendigung",
    ProcessPart.EASY_LANGUAGE: "leichte-sprache",
}


@staff(Role.EDITOR)
def edit(slug: str, part: ProcessPart) -> Any:
    """The form of a part."""
    process = process_to_write(slug)
    return render_template("planning/part.html", form=_filled(process, part), **_context(process, part))


@commits
@staff(Role.EDITOR)
def save(slug: str, part: ProcessPart) -> Any:
    """Save a part. A stale form is shown again beside what was saved in the meantime, status 409."""
    process = process_to_write(slug)
    form = _offer(FORMS[part](), process)
    if not form.validate():
        return rejected("planning/part.html", form=form, **_context(process, part))
    try:
        with db.session.begin_nested():
            commands.edit_part(process, part, seen=form.seen.data or "", actor=actor(), **_typed(form))
    except Invalid as error:
        form.refuse(Invalid(error.message, field="area") if error.field == "geometry" else error)
        return rejected("planning/part.html", form=form, **_context(process, part))
    except Conflict as error:
        return _stale(process, part, form, error)
    flash(_("Gespeichert."), "success")
    return redirect(url_for("planning.desk", slug=slug, _anchor=part.value), 303)


for _part, _path in PATHS.items():
    _address = f"/schreibtisch/verfahren/<slug>/{_path}"
    _named: dict[str, Any] = {"defaults": {"part": _part}}
    blueprint.add_url_rule(_address, f"edit_{_part.value}", edit, methods=["GET"], **_named)
    blueprint.add_url_rule(_address, f"save_{_part.value}", save, methods=["POST"], **_named)


def _filled(process: Process, part: ProcessPart) -> PartForm:
    values = values_of(process, part)
    return _offer(FORMS[part](**values, seen=fingerprint(values)), process)


def _offer(form: PartForm, process: Process) -> PartForm:
    if isinstance(form, AreaForm):
        form.district_ids.choices = choices(district_choices())
    if isinstance(form, AssurancePart):
        by_broker = [level for _, level in current_app.extensions["PARTICIPATION"].oidc_levels]
        form.offer(offered_levels(by_broker, now=process.assurance))
    return form


def _typed(form: PartForm) -> dict[str, Any]:
    values = form.values()
    if isinstance(form, AreaForm):
        values["area"] = commands.clean_geometry(values["area"])
    return values


def _stale(process: Process, part: ProcessPart, form: PartForm, error: Conflict) -> Any:
    db.session.refresh(process)
    saved = values_of(process, part)
    differences = form.differences(saved)
    if process.is_archived:
        raise error
    form.seen.data = fingerprint(saved)
    form["seen"].raw_data = None
    return stale("planning/part.html", form, differences, error, **_context(process, part))


def _context(process: Process, part: ProcessPart) -> dict[str, Any]:
    return {"process": process, "part": part, "label": PART_LABELS[part]}
