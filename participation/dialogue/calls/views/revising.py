"""The team's own page of an application: its state, its text, its files, and taking it back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.database import db
from participation.core.errors import Conflict, DomainError, Invalid, NotAllowed
from participation.core.transactions import commits, transaction
from participation.dialogue.calls import commands, queries
from participation.dialogue.calls.forms import MembersForm, ReviseApplicationForm, ShowNameForm, UploadForm
from participation.dialogue.calls.views.blueprint import Own, blueprint, own_application
from participation.dialogue.calls.views.uploading import delete, take_upload
from participation.dialogue.ideas.models import Idea
from participation.extensions import limiter
from participation.web.access import actor, signed_in
from participation.web.filters import sentence
from participation.web.htmx import rejected

PAGE, REVISE = "calls/show.html", "calls/revise.html"


@blueprint.get("/bewerbungen")
@signed_in
def index() -> Any:
    """All applications to whose teams one belongs."""
    lines = queries.applications_of(actor().account_id or 0)
    return render_template("calls/index.html", applications=lines)


@blueprint.get("/bewerbungen/<int:subject_id>")
@signed_in
def show(subject_id: int) -> Any:
    """An application as its team sees it."""
    return render_template(PAGE, **page_context(own_application(subject_id)))


@blueprint.get("/bewerbungen/<int:subject_id>/bearbeiten")
@signed_in
def revise(subject_id: int) -> Any:
    """The form of a new text."""
    own = _changeable(subject_id)
    form = ReviseApplicationForm(obj=own.idea, team_name=own.team.name)
    return render_template(REVISE, own=own, form=form)


@blueprint.post("/bewerbungen/<int:subject_id>/bearbeiten")
@limiter.limit("60 per hour")
@commits
@signed_in
def save_revision(subject_id: int) -> Any:
    """Write the new text; where that is not possible any more, what was typed stays in the form."""
    own, form = own_application(subject_id), ReviseApplicationForm()
    if not form.validate():
        return rejected(REVISE, own=own, form=form)
    try:
        with db.session.begin_nested():
            commands.revise_application(
                own.idea, actor=actor(), title=form.title.data or "", text=form.text.data or "",
                version=form.version.data or 0, team_name=form.team_name.data or "",
            )  # fmt: skip
    except (Conflict, NotAllowed) as error:
        return _refused(own, form, error)
    flash(_("Ihre Änderung ist gespeichert."), "success")
    return _back(subject_id)


@blueprint.post("/bewerbungen/<int:subject_id>/anlagen")
@limiter.limit("60 per hour")
@signed_in
def add_file(subject_id: int) -> Any:
    """Add a file; it opens its transaction itself, after the file is read."""
    own, form = own_application(subject_id), UploadForm()
    upload = form.upload if form.validate() else None
    if upload is None:
        form.refuse(Invalid("Bitte wählen Sie eine Datei.", field="file"))
        return rejected(PAGE, **page_context(own, upload_form=form))()
    try:
        take_upload(upload, lambda title, file: _enter(subject_id, title, file))
    except Invalid as error:
        form.refuse(error)
        return rejected(PAGE, **page_context(own_application(subject_id), upload_form=form))()
    flash(_("Die Anlage ist hochgeladen."), "success")
    return _back(subject_id, "anlagen")


@blueprint.post("/bewerbungen/<int:subject_id>/anlagen/<int:file_id>/entfernen")
@signed_in
def remove_file(subject_id: int, file_id: int) -> Any:
    """Take a file out; it opens its transaction itself."""
    with transaction():
        delete(commands.remove_file(own_application(subject_id).idea, file_id, actor=actor()))
    flash(_("Die Anlage ist entfernt."), "success")
    return _back(subject_id, "anlagen")


@blueprint.get("/bewerbungen/<int:subject_id>/zurueckziehen")
@signed_in
def withdraw(subject_id: int) -> Any:
    """Ask once before an application is taken back."""
    own = own_application(subject_id)
    if not own.may_withdraw:
        raise NotAllowed("Diese Bewerbung lässt sich nicht mehr zurückziehen.")
    return render_template("calls/withdraw.html", own=own)


@blueprint.post("/bewerbungen/<int:subject_id>/zurueckziehen")
@commits
@signed_in
def save_withdrawal(subject_id: int) -> Any:
    """Take it back."""
    commands.withdraw_application(own_application(subject_id).idea, actor=actor())
    flash(_("Ihre Bewerbung ist zurückgezogen."), "success")
    return _back(subject_id)


def page_context(own: Own, **forms: Any) -> dict[str, Any]:
    """What the team's page shows; a form that could not be taken stands in place of an empty one."""
    return {
        "own": own, "accepted": queries.accepted_for(own.idea.subject_id),
        "invitations": queries.open_invitations(own.idea.subject_id),
        "upload_form": UploadForm(formdata=None), "members_form": MembersForm(formdata=None),
        "name_form": ShowNameForm(formdata=None, shows_name=own.shows_name), **forms,
    }  # fmt: skip


def _enter(subject_id: int, title: str, file: Any) -> None:
    commands.add_file(own_application(subject_id).idea, title=title, file=file, actor=actor())


def _changeable(subject_id: int) -> Own:
    own = own_application(subject_id)
    if not own.may_change:
        raise NotAllowed("Diese Bewerbung lässt sich nicht mehr ändern: Die Frist ist vorbei.")
    return own


def _refused(own: Own, form: ReviseApplicationForm, error: DomainError) -> Any:
    """What was typed stays; a newer text stands beside it, so that nobody overwrites it unseen."""
    newer = db.session.get(Idea, own.idea.subject_id, populate_existing=True)
    status = 409 if isinstance(error, Conflict) else 403
    return lambda: (render_template(REVISE, own=own, form=form, refusal=sentence(error), newer=newer), status)


def _back(subject_id: int, anchor: str | None = None) -> Any:
    return redirect(url_for("calls.show", subject_id=subject_id, _anchor=anchor), 303)
