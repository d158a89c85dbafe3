"""The first visit from the broker: a pseudonym, or the account that one has already."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from participation.core.errors import Invalid
from participation.core.transactions import transaction
from participation.extensions import limiter
from participation.people.accounts.commands import sign_up
from participation.people.accounts.rules import masked_email
from participation.people.accounts.views.entering import safe
from participation.people.identities import broker, commands, queries
from participation.people.identities.forms import JoinForm, JoinWithAddressForm
from participation.people.identities.models import Arrival
from participation.people.identities.views.blueprint import blueprint, failed, let_in
from participation.web.access import public
from participation.web.languages import current_language


@blueprint.get("/anmelden/stadtkonto/willkommen")
@public
def welcome() -> Any:
    """Asking for a pseudonym; whoever has an account signs in to it and links it."""
    arrival = arrived()
    if arrival is None:
        return failed("lost")
    if current_user.is_authenticated:
        return redirect(url_for("identities.ask_link"), 303)
    return _page(_form(arrival), arrival)


@blueprint.post("/anmelden/stadtkonto/willkommen")
@limiter.limit("20 per hour")
@public
def join() -> Any:
    """Make the account, and come in."""
    arrival = arrived()
    if arrival is None:
        return failed("lost")
    form = _form(arrival)
    if not form.validate():
        return _page(form, arrival)
    try:
        return _come_in(form) if isinstance(form, JoinForm) else _confirm_first(form)
    except Invalid as error:
        form.refuse(error)
        return _page(form, arrival)


def _come_in(form: JoinForm) -> Any:
    """The broker has confirmed the address: in."""
    with transaction():
        proof = commands.join(session["arrival"], pseudonym=form.pseudonym.data, language=current_language())
    identity = queries.identity_of(proof)
    assert identity is not None
    answer = let_in(identity, proof, target=safe(session.pop("arrival_target", None)))
    flash(_("Willkommen! Ihr Konto ist angelegt. Sie können jetzt mitmachen."), "success")
    return answer


def _confirm_first(form: JoinWithAddressForm) -> Any:
    """First to the mailbox, as for everybody: the answer tells nobody whether an address is known. Whoever opens the
    link in this browser links the two then."""
    with transaction():
        sign_up(form.email.data or "", pseudonym=form.pseudonym.data, password_hash="", language=current_language())
    session["signed_up_as"], session["way_back"] = form.email.data, url_for("identities.ask_link")
    return redirect(url_for("accounts.check_mail"), 303)


def arrived() -> Arrival | None:
    """Whom the broker has just proved in this browser."""
    return queries.open_arrival(session.get("arrival") or "")


def _form(arrival: Arrival) -> Any:
    if arrival.is_verified and arrival.email:
        return JoinForm()
    return JoinWithAddressForm(email=arrival.email)


def _page(form: Any, arrival: Arrival) -> Any:
    page = render_template(
        "identities/welcome.html", form=form, name=broker.settings().oidc_name,
        email=masked_email(arrival.email) if arrival.is_verified and arrival.email else "",
    )  # fmt: skip
    return page, 422 if form.errors else 200
