"""Another e-mail address: asked for here, confirmed by a link to the new one, stopped by a link to the old one."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.errors import Invalid
from participation.core.transactions import transaction
from participation.extensions import limiter
from participation.people.accounts.rules import email_key, masked_email
from participation.people.own_data import commands, queries
from participation.people.own_data.forms import AddressForm, OneButton
from participation.people.own_data.views.blueprint import blueprint, is_right, own_account, per_account, proof_instead
from participation.web.access import public, signed_in


@blueprint.route("/konto/daten/adresse", methods=["GET", "POST"])
@limiter.limit("5 per hour", key_func=per_account, methods=["POST"])
@signed_in
def address() -> Any:
    """Ask for another address; the answer is the same for addresses that have an account."""
    form = AddressForm()
    if (question := proof_instead(form)) is not None:
        return question
    email = masked_email(own_account().email)
    if form.validate_on_submit() and is_right(form.password):
        if email_key(form.email.data or "") == own_account().email:
            form.email.errors = [_("Diese Adresse hat Ihr Konto schon.")]
        else:
            with transaction():
                commands.request_address(own_account(), email=form.email.data or "")
            return redirect(url_for("own_data.address_asked"), 303)
    return render_template("own_data/address.html", form=form, email=email), 422 if form.errors else 200


@blueprint.get("/konto/daten/adresse/post")
@signed_in
def address_asked() -> Any:
    """Look into the post of the new address."""
    return render_template("own_data/address_asked.html")


@blueprint.route("/konto/adresse/bestaetigen/<token>", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
@public
def confirm_address(token: str) -> Any:
    """Confirm the new address; a button does it, so that mail scanners do not."""
    form = OneButton()
    if form.validate_on_submit():
        try:
            with transaction():
                commands.confirm_address(token)
        except Invalid:
            return _used_up()
        flash(_("Ihre neue E-Mail-Adresse gilt. Melden Sie sich ab jetzt mit ihr an."), "success")
        return redirect(url_for("home.start"), 303)
    if queries.change_to_confirm(token) is None:
        return _used_up()
    return render_template("own_data/confirm_address.html", form=form)


@blueprint.route("/konto/adresse/stoppen/<token>", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
@public
def stop_address(token: str) -> Any:
    """The owner of the old address says: that was not me."""
    form = OneButton()
    if form.validate_on_submit():
        try:
            with transaction():
                commands.stop_address(token)
        except Invalid:
            return _used_up()
        return render_template("own_data/address_stopped.html")
    if queries.change_to_stop(token) is None:
        return _used_up()
    return render_template("own_data/stop_address.html", form=form)


def _used_up() -> Any:
    return render_template("own_data/link_used.html"), 410
