"""Publishing a process, asking a second person, and deciding on what was asked."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.desk.planning import commands, queries
from participation.desk.planning.forms import ConfirmForm, PublishForm, ReturnForm
from participation.desk.planning.forms.publishing import LATER
from participation.desk.planning.views.blueprint import blueprint, process_to_write
from participation.desk.planning.views.desk import desk_context
from participation.dialogue.processes import commands as processes
from participation.dialogue.processes.models import Process
from participation.web.access import actor, fresh, staff
from participation.web.filters import moment
from participation.web.htmx import rejected

PAGE = "planning/publish.html"


@blueprint.get("/schreibtisch/verfahren/<slug>/veroeffentlichen")
@staff(Role.EDITOR)
@fresh
def publish(slug: str) -> Any:
    """What is missing; when it shall appear; or what a second person is asked."""
    process = process_to_write(slug)
    return render_template(PAGE, form=PublishForm(), back_form=ReturnForm(), **_context(process))


@blueprint.post("/schreibtisch/verfahren/<slug>/veroeffentlichen")
@commits
@staff(Role.EDITOR)
@fresh
def save_publication(slug: str) -> Any:
    """Publish it, set the time, or ask the second person."""
    process, form = process_to_write(slug), PublishForm()
    if not form.validate():
        return _again(process, form=form)
    try:
        with db.session.begin_nested():
            words = _publish(process, form)
    except Invalid as error:
        form.refuse(error)
        return _again(process, form=form)
    flash(words, "success")
    return _back(slug)


@blueprint.post("/schreibtisch/verfahren/<slug>/freigeben/<int:release_id>")
@commits
@staff(Role.EDITOR)
@fresh
def release(slug: str, release_id: int) -> Any:
    """A second person agrees."""
    process = process_to_write(slug)
    commands.release(process, release_id, actor=actor())
    if process.is_published:
        flash(_("Freigegeben. Das Verfahren ist veröffentlicht."), "success")
    else:
        flash(_("Freigegeben. Es erscheint am %(at)s.", at=moment(process.publish_at)), "success")
    return _back(slug)


@blueprint.post("/schreibtisch/verfahren/<slug>/zurueckgeben/<int:release_id>")
@commits
@staff(Role.EDITOR)
def return_release(slug: str, release_id: int) -> Any:
    """A second person gives it back with a reason."""
    process, form = process_to_write(slug), ReturnForm()
    if not form.validate():
        return _again(process, back_form=form)
    commands.return_release(process, release_id, reason=form.reason.data or "", actor=actor())
    flash(_("Zurückgegeben. Wer gefragt hat, sieht den Grund am Schreibtisch."), "success")
    return _back(slug)


@blueprint.post("/schreibtisch/verfahren/<slug>/anfrage-zurueckziehen")
@commits
@staff(Role.EDITOR)
def withdraw_request(slug: str) -> Any:
    """Take the request back."""
    commands.withdraw_request(process_to_write(slug), actor=actor())
    flash(_("Die Anfrage ist zurückgezogen."), "success")
    return _back(slug)


@blueprint.post("/schreibtisch/verfahren/<slug>/zeitpunkt-aufheben")
@commits
@staff(Role.EDITOR)
def cancel_schedule(slug: str) -> Any:
    """Leave it a draft after all."""
    commands.cancel_schedule(process_to_write(slug), actor=actor())
    flash(_("Der Zeitpunkt ist aufgehoben. Das Verfahren bleibt vorerst ein Entwurf."), "success")
    return _back(slug)


def _publish(process: Process, form: PublishForm) -> str:
    who, at = actor(), form.at if form.when.data == LATER else None
    if processes.needs_release(process):
        commands.request_release(process, at=at, actor=who)
        return str(_("Eine zweite Person Ihrer Fachabteilung ist um Freigabe gebeten."))
    if at is not None:
        commands.publish_later(process, at=at, actor=who)
        return str(_("Das Verfahren erscheint am %(at)s.", at=moment(at)))
    commands.publish_now(process, actor=who)
    return str(_("Das Verfahren ist veröffentlicht."))


def _again(process: Process, **forms: Any) -> Any:
    shown = {"form": PublishForm(formdata=None), "back_form": ReturnForm(formdata=None), **forms}
    context = _context(process)
    return rejected(PAGE, **shown, **context)


def _context(process: Process) -> dict[str, Any]:
    colleagues = queries.other_editors(process, actor())
    return {
        **desk_context(process), "needs_release": processes.needs_release(process), "colleagues": colleagues,
        "confirm": ConfirmForm(formdata=None),
    }  # fmt: skip


def _back(slug: str) -> Any:
    return redirect(url_for("planning.desk", slug=slug), 303)
