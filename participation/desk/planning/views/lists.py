"""Leeway, partners and questions: adding, changing and taking out a line."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.desk.planning.forms import EntryForm, LeewayForm, PartnerForm, QuestionForm
from participation.desk.planning.views.blueprint import blueprint, process_to_write, stale
from participation.dialogue.processes import commands
from participation.dialogue.processes.models import LEEWAY, EntryKind, Process, ProcessEntry
from participation.dialogue.processes.queries import entry_by_id
from participation.dialogue.processes.rules import PART_LABELS, ProcessPart
from participation.web.access import actor, staff
from participation.web.htmx import rejected

PAGE = "planning/entry.html"
LISTS: dict[ProcessPart, tuple[str, type[EntryForm]]] = {
    ProcessPart.LEEWAY: ("spielraum", LeewayForm),
    ProcessPart.PARTNERS: ("partner", PartnerForm),
    ProcessPart.QUESTIONS: ("fragen-und-antworten", QuestionForm),
}
KINDS = {ProcessPart.PARTNERS: EntryKind.PARTNER, ProcessPart.QUESTIONS: EntryKind.QUESTION}


@staff(Role.EDITOR)
def add_entry(slug: str, part: ProcessPart) -> Any:
    """The form of a new line."""
    process = process_to_write(slug)
    return render_template(PAGE, form=LISTS[part][1](), **_context(process, part, None))


@commits
@staff(Role.EDITOR)
def save_new_entry(slug: str, part: ProcessPart) -> Any:
    """Put it at the end of its list."""
    return _save(process_to_write(slug), part, None)


for _part, (_path, _form) in LISTS.items():
    _address = f"/schreibtisch/verfahren/<slug>/{_path}/neu"
    _named: dict[str, Any] = {"defaults": {"part": _part}}
    blueprint.add_url_rule(_address, f"add_{_part.value}", add_entry, methods=["GET"], **_named)
    blueprint.add_url_rule(_address, f"save_new_{_part.value}", save_new_entry, methods=["POST"], **_named)


@blueprint.get("/schreibtisch/verfahren/<slug>/eintrag/<int:entry_id>")
@staff(Role.EDITOR)
def edit_entry(slug: str, entry_id: int) -> Any:
    """The form of a line."""
    process, entry = _found(slug, entry_id)
    part = _part_of(entry)
    form = LISTS[part][1](obj=entry)
    return render_template(PAGE, form=form, **_context(process, part, entry))


@blueprint.post("/schreibtisch/verfahren/<slug>/eintrag/<int:entry_id>")
@commits
@staff(Role.EDITOR)
def save_entry(slug: str, entry_id: int) -> Any:
    """Save it."""
    process, entry = _found(slug, entry_id)
    return _save(process, _part_of(entry), entry)


@blueprint.get("/schreibtisch/verfahren/<slug>/eintrag/<int:entry_id>/entfernen")
@staff(Role.EDITOR)
def remove_entry(slug: str, entry_id: int) -> Any:
    """Ask once before a line goes."""
    process, entry = _found(slug, entry_id)
    return render_template("planning/remove.html", process=process, what=entry.title, anchor=_part_of(entry).value)


@blueprint.post("/schreibtisch/verfahren/<slug>/eintrag/<int:entry_id>/entfernen")
@commits
@staff(Role.EDITOR)
def save_removed_entry(slug: str, entry_id: int) -> Any:
    """Take it out."""
    process, entry = _found(slug, entry_id)
    part = _part_of(entry)
    commands.remove_entry(process, entry, actor=actor())
    return _back(slug, part, _("Der Eintrag ist entfernt."))


def _save(process: Process, part: ProcessPart, entry: ProcessEntry | None) -> Any:
    form = LISTS[part][1]()
    context = _context(process, part, entry)
    if not form.validate():
        return rejected(PAGE, form=form, **context)
    try:
        with db.session.begin_nested():
            _write(process, part, entry, form)
    except Invalid as error:
        form.refuse(Invalid(error.message, field="area"))
        return rejected(PAGE, form=form, **context)
    except Conflict as error:
        if entry is None:
            raise
        return _stale(process, part, entry, form, error)
    return _back(process.slug, part, _("Gespeichert."))


def _write(process: Process, part: ProcessPart, entry: ProcessEntry | None, form: EntryForm) -> None:
    values: dict[str, Any] = {
        name: value if value is not None or name == "area" else "" for name, value in form.values().items()
    }
    if "area" in values:
        values["area"] = commands.clean_geometry(values["area"])
    if entry is None:
        kind = values.pop("kind", None) or KINDS[part]
        commands.add_entry(process, kind, actor=actor(), **values)
        return
    commands.change_entry(process, entry, version=form.version.data or 0, actor=actor(), **values)


def _stale(process: Process, part: ProcessPart, entry: ProcessEntry, form: EntryForm, error: Conflict) -> Any:
    db.session.refresh(entry)
    differences = [
        (str(form[name].label.text), str(getattr(entry, name)))
        for name, value in form.values().items()
        if name in {"title", "text", "url"} and (value or "") != getattr(entry, name)
    ]
    form.version.data = entry.version
    return stale(PAGE, form, differences, error, **_context(process, part, entry))


def _found(slug: str, entry_id: int) -> tuple[Process, ProcessEntry]:
    process = process_to_write(slug)
    return process, entry_by_id(process.subject_id, entry_id) or abort(404)


def _part_of(entry: ProcessEntry) -> ProcessPart:
    if entry.kind in LEEWAY:
        return ProcessPart.LEEWAY
    return next(part for part, kind in KINDS.items() if kind is entry.kind)


def _context(process: Process, part: ProcessPart, entry: ProcessEntry | None) -> dict[str, Any]:
    return {"process": process, "part": part, "label": PART_LABELS[part], "entry": entry}


def _back(slug: str, part: ProcessPart, words: str) -> Any:
    flash(words, "success")
    return redirect(url_for("planning.desk", slug=slug, _anchor=part.value), 303)
