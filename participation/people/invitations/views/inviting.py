"""Where administration invites, sends anew and withdraws."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from participation.core.actor import Role
from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.people.departments.forms import EVERYWHERE, scope_id_of
from participation.people.departments.queries import scopes_for
from participation.people.departments.views.blueprint import end_of, scope_label
from participation.people.departments.views.giving import asked_role
from participation.people.invitations import commands, queries
from participation.people.invitations.forms import InviteForm
from participation.people.invitations.models import Invitation
from participation.people.invitations.views.blueprint import blueprint
from participation.web.access import actor, fresh, staff
from participation.web.filters import sentence
from participation.web.forms import choices
from participation.web.htmx import rejected
from participation.web.languages import LANGUAGE_NAMES


@blueprint.get("/verwaltung/einladungen")
@staff(Role.ADMINISTRATOR)
def index() -> Any:
    """Invitations that nobody answered yet."""
    return render_template("invitations/index.html", lines=queries.open_invitations())


@blueprint.get("/verwaltung/einladungen/neu")
@staff(Role.ADMINISTRATOR)
@fresh
def invite() -> Any:
    """First which role, then whom and what for."""
    role = asked_role()
    if role is None:
        return render_template("invitations/choose_role.html")
    return render_template("invitations/invite.html", role=role, form=_form(role))


@blueprint.post("/verwaltung/einladungen/neu")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def send_invitation() -> Any:
    """Invite somebody."""
    role = asked_role() or abort(404)
    form = _form(role)
    if form.validate():
        try:
            commands.invite(
                form.email.data or "", role, scope_id=scope_id_of(form.scope.data), until=end_of(form.until.data),
                language=form.language.data, actor=actor(),
            )  # fmt: skip
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Die Einladung ist unterwegs. Der Link darin gilt 14 Tage."), "success")
            return _to_list()
    return rejected("invitations/invite.html", role=role, form=form)


@blueprint.post("/verwaltung/einladungen/<int:invitation_id>/noch-einmal")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def send_again(invitation_id: int) -> Any:
    """Mail a new link."""
    _known(invitation_id)
    try:
        commands.send_again(invitation_id, actor=actor())
    except Invalid as error:
        flash(sentence(error), "warning")
    else:
        flash(_("Noch einmal geschickt. Der neue Link gilt 14 Tage, der alte nicht mehr."), "success")
    return _to_list()


@blueprint.post("/verwaltung/einladungen/<int:invitation_id>/zurueckziehen")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def withdraw(invitation_id: int) -> Any:
    """Take an invitation back."""
    _known(invitation_id)
    try:
        commands.withdraw(invitation_id, actor=actor())
    except Invalid as error:
        flash(sentence(error), "warning")
    else:
        flash(_("Die Einladung ist zurückgezogen, ihr Link gilt nicht mehr."), "success")
    return _to_list()


def _known(invitation_id: int) -> Invitation:
    return queries.invitation_by_id(invitation_id) or abort(404)


def _to_list() -> Response:
    return redirect(url_for("invitations.index"), 303)


def _form(role: Role) -> InviteForm:
    form, scopes = InviteForm(), scopes_for(role)
    form.scope.choices = choices(
        ((scope.id or EVERYWHERE, scope_label(scope)) for scope in scopes),
        empty=_("bitte wählen") if len(scopes) > 1 else None,
    )
    codes = current_app.extensions["PARTICIPATION"].languages
    form.language.choices = choices((code, LANGUAGE_NAMES.get(code, code)) for code in codes)
    return form
