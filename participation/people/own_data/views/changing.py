"""Another pseudonym, another password."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from participation.core.errors import Invalid
from participation.core.transactions import commits, transaction
from participation.extensions import limiter
from participation.people.accounts import rules as passwords
from participation.people.own_data import commands, queries
from participation.people.own_data.forms import PasswordForm, PseudonymForm
from participation.people.own_data.views.blueprint import blueprint, is_right, own_account, per_account, proof_instead
from participation.web.access import signed_in
from participation.web.htmx import rejected


@blueprint.get("/konto/daten/pseudonym")
@signed_in
def pseudonym() -> Any:
    """The form for another pseudonym."""
    account = own_account()
    form = PseudonymForm(pseudonym=account.pseudonym)
    return render_template("own_data/pseudonym.html", form=form, next_day=queries.next_pseudonym_day(account))


@blueprint.post("/konto/daten/pseudonym")
@limiter.limit("20 per hour")
@commits
@signed_in
def save_pseudonym() -> Any:
    """Write under another pseudonym from now on."""
    account, form = own_account(), PseudonymForm()
    next_day = queries.next_pseudonym_day(account)
    if not form.validate():
        return rejected("own_data/pseudonym.html", form=form, next_day=next_day)
    try:
        commands.change_pseudonym(account, pseudonym=form.pseudonym.data or "")
    except Invalid as error:
        form.refuse(error)
        return rejected("own_data/pseudonym.html", form=form, next_day=next_day)
    flash(_("Ihr neues Pseudonym steht jetzt bei allen Ihren Beiträgen."), "success")
    return redirect(url_for("own_data.show"), 303)


@blueprint.route("/konto/daten/passwort", methods=["GET", "POST"])
@limiter.limit("10 per hour", key_func=per_account, methods=["POST"])
@signed_in
def password() -> Any:
    """Another password; whoever is signed in elsewhere is signed out there."""
    form = PasswordForm()
    if (question := proof_instead(form, "old")) is not None:
        return question
    if form.validate_on_submit() and is_right(form.old):
        account = own_account()
        try:
            passwords.check_password(form.password.data, pseudonym=account.pseudonym, email=account.email)
            password_hash = passwords.hash_password(form.password.data)
            with transaction():
                commands.change_password(own_account(), password_hash=password_hash, kept=current_user.get_id())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Ihr neues Passwort gilt. Auf allen anderen Geräten sind Sie abgemeldet."), "success")
            return redirect(url_for("own_data.show"), 303)
    return render_template("own_data/password.html", form=form), 422 if form.errors else 200
