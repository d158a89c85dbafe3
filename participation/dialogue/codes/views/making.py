"""Making codes at the desk: for one process by its editors, for all processes by the administration.

The answer to the form is the file with the plain codes, which exist nowhere else: a table for the printer and, up to
some hundred, the letters themselves.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import N_, Conflict, Invalid
from participation.core.transactions import commits
from participation.dialogue.codes import commands, queries, rules
from participation.dialogue.codes.forms import KINDS, BatchForm, VoidForm
from participation.dialogue.codes.models import CodeBatch, CodeKind
from participation.dialogue.codes.views.blueprint import blueprint, key
from participation.dialogue.codes.views.letters import file_of
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import process_by_slug
from participation.dialogue.processes.rules import check_editor, stretch
from participation.extensions import limiter
from participation.web.access import actor, fresh, staff
from participation.web.filters import sentence
from participation.web.forms import choices
from participation.web.htmx import rejected
from participation.web.navigation import navigation
from participation.web.printing import can_print

navigation.add_staff_page(N_("Codes für alle Verfahren"), "codes.desk_for_all", Role.ADMINISTRATOR, order=95)
PAGE, VOID = "codes/desk.html", "codes/void.html"


@blueprint.get("/schreibtisch/verfahren/<slug>/codes")
@staff(Role.EDITOR)
@fresh
def desk(slug: str) -> Any:
    """The batches of a process with their counts, and the form for more."""
    process = _process_at_desk(slug)
    return render_template(PAGE, form=_form(process), **_context(process))


@blueprint.post("/schreibtisch/verfahren/<slug>/codes")
@limiter.limit("60 per hour")
@commits
@staff(Role.EDITOR)
@fresh
def make(slug: str) -> Any:
    """Make codes for a process; the answer is the file."""
    return _make(_process_at_desk(slug))


@blueprint.get("/schreibtisch/verfahren/<slug>/codes/<int:batch_id>/ungueltig")
@staff(Role.EDITOR)
@fresh
def void(slug: str, batch_id: int) -> Any:
    """Ask why a batch shall be void."""
    return render_template(VOID, form=VoidForm(), **_void_context(_process_at_desk(slug), batch_id))


@blueprint.post("/schreibtisch/verfahren/<slug>/codes/<int:batch_id>/ungueltig")
@commits
@staff(Role.EDITOR)
@fresh
def save_void(slug: str, batch_id: int) -> Any:
    """Declare what is left of a batch void, with a reason."""
    return _void(_process_at_desk(slug), batch_id)


@blueprint.get("/verwaltung/codes")
@staff(Role.ADMINISTRATOR)
@fresh
def desk_for_all() -> Any:
    """The batches that hold for all processes, and the form for more."""
    return render_template(PAGE, form=_form(None), **_context(None))


@blueprint.post("/verwaltung/codes")
@limiter.limit("60 per hour")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def make_for_all() -> Any:
    """Make letters that hold for all processes."""
    return _make(None)


@blueprint.get("/verwaltung/codes/<int:batch_id>/ungueltig")
@staff(Role.ADMINISTRATOR)
@fresh
def void_for_all(batch_id: int) -> Any:
    """Ask why such a batch shall be void."""
    return render_template(VOID, form=VoidForm(), **_void_context(None, batch_id))


@blueprint.post("/verwaltung/codes/<int:batch_id>/ungueltig")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def save_void_for_all(batch_id: int) -> Any:
    """Declare what is left of such a batch void."""
    return _void(None, batch_id)


def _make(process: Process | None) -> Any:
    form = _form(process)
    if not form.validate():
        return rejected(PAGE, form=form, **_context(process))
    try:
        with db.session.begin_nested():
            batch, codes = _made(form, process)
    except Invalid as error:
        form.refuse(error)
        return rejected(PAGE, form=form, **_context(process))
    except Conflict as error:
        flash(sentence(error), "warning")
        return redirect(_address(process), 303)
    return lambda: file_of(batch, codes, process)


def _made(form: BatchForm, process: Process | None) -> tuple[CodeBatch, list[str]]:
    begins, ends = stretch(form.valid_from.data, form.valid_until.data)
    kind = CodeKind(form.kind.data)
    return commands.make_codes(
        process, kind, count=form.count.data, purpose=form.purpose.data or "", valid_from=begins, valid_until=ends,
        key=key(), actor=actor(), uses=(form.uses.data or 1) if kind is CodeKind.GROUP else 1,
        age_confirmed=bool("age_confirmed" in form and form.age_confirmed.data), send_key=form.send_key.data or None,
    )  # fmt: skip


def _void(process: Process | None, batch_id: int) -> Any:
    context, form = _void_context(process, batch_id), VoidForm()
    if not form.validate():
        return rejected(VOID, form=form, **context)
    commands.void_codes(context["batch"], process, reason=form.reason.data or "", actor=actor())
    flash(_("Die übrigen Codes gelten nicht mehr."), "success")
    return redirect(context["back"], 303)


def _void_context(process: Process | None, batch_id: int) -> dict[str, Any]:
    batch = queries.batch_by_id(batch_id)
    if batch is None or batch.process_id != (process.subject_id if process else None):
        abort(404)
    return {"process": process, "batch": batch, "back": _address(process)}


def _process_at_desk(slug: str) -> Process:
    process = process_by_slug(slug, actor()) or abort(404)
    check_editor(actor(), process)
    return process


def _form(process: Process | None) -> BatchForm:
    form = BatchForm()
    if process is None:
        form.kind.choices = choices([(CodeKind.LETTER, KINDS[CodeKind.LETTER])])
    age = process.minimum_age if process is not None else None
    if age is None:
        del form.age_confirmed
    else:
        form.age_confirmed.label.text = _(
            "Bei Codes für Gruppen: Alle, die einen bekommen, sind mindestens %(age)s Jahre alt. Das hat bestätigt, "
            "wer die Codes bestellt hat.", age=age,
        )  # fmt: skip
    return form


def _context(process: Process | None) -> dict[str, Any]:
    return {
        "process": process, "batches": queries.batches_of(process.subject_id if process else None), "kinds": KINDS,
        "most_letters": rules.MOST_LETTERS, "can_print": can_print(),
    }  # fmt: skip


def _address(process: Process | None) -> str:
    return url_for("codes.desk", slug=process.slug) if process else url_for("codes.desk_for_all")


@blueprint.app_template_global()
def last_moment(batch: CodeBatch) -> datetime:
    """The last moment at which a batch holds."""
    return batch.valid_until - timedelta(seconds=1)
