"""The page that the link in an invitation opens."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from participation.core.clock import now
from participation.core.errors import Invalid
from participation.core.transactions import commits, transaction
from participation.extensions import limiter
from participation.people.accounts.queries import account_by_email, account_by_id
from participation.people.accounts.rules import check_password, hash_password, masked_email
from participation.people.accounts.views.entering import enter
from participation.people.departments.rules import MAY, ROLES
from participation.people.invitations import commands, queries
from participation.people.invitations.forms import JoinForm
from participation.people.invitations.models import Invitation
from participation.people.invitations.queries import InvitationLine
from participation.people.invitations.rules import Standing, standing_of
from participation.people.invitations.views.blueprint import blueprint
from participation.web.access import public, signed_in
from participation.web.filters import sentence
from participation.web.navigation import navigation

STATUS = {
    Standing.UNKNOWN: 410, Standing.ACCEPTED: 410, Standing.WITHDRAWN: 410, Standing.EXPIRED: 410,
    Standing.SOMEBODY_ELSE: 403,
}  # fmt: skip


@blueprint.get("/einladung/<token>")
@public
def show(token: str) -> Any:
    """What one is invited to, and the one next step: accept, sign in, or make an account."""
    return _page(token, JoinForm(formdata=None))


@blueprint.post("/einladung/<token>")
@commits
@signed_in
def accept(token: str) -> Any:
    """Take the role over with the account that one is signed in with."""
    if _standing(queries.invitation_by_token(token)) is not Standing.READY:
        return lambda: _page(token, JoinForm(formdata=None))
    try:
        invitation = commands.accept(token, account_id=current_user.account_id)
    except Invalid as error:
        flash(sentence(error), "warning")
        return redirect(url_for("invitations.show", token=token), 303)
    return _welcome(invitation)


@blueprint.post("/einladung/<token>/konto")
@limiter.limit("20 per hour")
@public
def join(token: str) -> Any:
    """Make an account with the invited address and take the role over."""
    form, line = JoinForm(), queries.invitation_by_token(token)
    if line is None or _standing(line) is not Standing.JOIN or not form.validate():
        return _page(token, form)
    try:
        check_password(form.password.data, pseudonym=form.pseudonym.data, email=line.invitation.email)
        password_hash = hash_password(form.password.data)
        with transaction():
            account = commands.join(token, pseudonym=form.pseudonym.data, password_hash=password_hash)
    except Invalid as error:
        form.refuse(error)
        return _page(token, form)
    enter(account, target=None)
    return _welcome(line.invitation)


def _welcome(invitation: Invitation) -> Any:
    """On to where the work is."""
    flash(_("Willkommen! Ihre Aufgabe ist übernommen. Alles dafür steht hier in Ihrem Arbeitsbereich."), "success")
    return redirect(navigation.desk_of(invitation.role) or url_for("accounts.profile"), 303)


def _standing(line: InvitationLine | None) -> Standing:
    signed_in_as = account_by_id(current_user.account_id) if current_user.is_authenticated else None
    known = account_by_email(line.invitation.email) if line else None
    return standing_of(
        line.invitation if line else None, signed_in_as=signed_in_as,
        known=known if known is not None and known.is_confirmed else None, now=now(),
    )  # fmt: skip


def _page(token: str, form: JoinForm) -> Any:
    line = queries.invitation_by_token(token)
    standing = _standing(line)
    page = render_template(
        "invitations/show.html", token=token, form=form, standing=standing.value, line=line,
        email=masked_email(line.invitation.email) if line else "", roles=ROLES, may=MAY,
    )  # fmt: skip
    return page, STATUS.get(standing, 422 if form.errors else 200)
