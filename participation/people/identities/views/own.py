"""One's own ways in: what is linked, linking, unlinking."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.extensions import limiter
from participation.people.accounts.queries import account_by_id
from participation.people.accounts.rules import masked_email
from participation.people.identities import broker, commands, queries
from participation.people.identities.views.arriving import arrived
from participation.people.identities.views.blueprint import blueprint, to_broker
from participation.web.access import actor, fresh, signed_in
from participation.web.filters import sentence


@blueprint.get("/konto/zugaenge")
@signed_in
def own() -> Any:
    """Password and broker: by which ways one comes in."""
    account = account_by_id(current_user.account_id) or abort(404)
    return render_template(
        "identities/own.html", identities=queries.identities_of(account.id), has_password=bool(account.password_hash),
        name=broker.settings().oidc_name,
    )  # fmt: skip


@blueprint.get("/konto/zugaenge/verbinden")
@limiter.limit("300 per 15 minutes")
@signed_in
def start_link() -> Any:
    """To the broker, to link it with this account. Whether it is really them is asked when they are back: a form that
    leads to another site would be stopped by the browser."""
    return to_broker("link", target=url_for("identities.own"))


@blueprint.get("/konto/zugaenge/ausweis")
@limiter.limit("300 per 15 minutes")
@signed_in
def start_eid() -> Any:
    """To the broker, to show the online identity card there: some processes ask for it."""
    return to_broker("link", target=url_for("identities.own"), again=True, level="eid")


@blueprint.get("/konto/zugaenge/neu")
@signed_in
@fresh
def ask_link() -> Any:
    """Asking whether whoever the broker proved shall come in to this account."""
    arrival = arrived()
    if arrival is None:
        return redirect(url_for("identities.own"), 303)
    email = masked_email(arrival.email) if arrival.email else ""
    return render_template("identities/ask_link.html", email=email, name=broker.settings().oidc_name)


@blueprint.post("/konto/zugaenge/neu")
@commits
@signed_in
@fresh
def link() -> Any:
    """Link them."""
    try:
        proof = commands.take_arrival(session.pop("arrival", ""))
        identity = commands.link(proof, account_id=current_user.account_id)
        commands.note_sign_in(identity.id, proof, roles=broker.meaning().roles)
    except Invalid as error:
        flash(sentence(error), "warning")
    else:
        flash(_("Verbunden. Ab jetzt können Sie sich auch so anmelden."), "success")
    return redirect(url_for("identities.own"), 303)


@blueprint.post("/konto/zugaenge/<int:identity_id>/loesen")
@commits
@signed_in
@fresh
def unlink(identity_id: int) -> Any:
    """Take a way in away; never the last one."""
    try:
        found = commands.unlink(current_user.account_id, identity_id, kept=current_user.get_id(), actor=actor())
    except Invalid as error:
        flash(sentence(error), "warning")
    else:
        if not found:
            abort(404)
        flash(_("Die Verbindung ist gelöst."), "success")
    return redirect(url_for("identities.own"), 303)
