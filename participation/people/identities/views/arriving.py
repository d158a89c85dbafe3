"""The first visit from the broker: a pseudonym, or the account that one has already."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from participation.core.errors import Invalid
from participation.core.transactions import transaction
from participation.extensions import limiter
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
    typed = form.email.data if isinstance(form, JoinWithAddressForm) else ""
    try:
        with transaction():
            joined = commands.join(
                session["arrival"], pseudonym=form.pseudonym.data, email=typed, language=current_language()
            )
    except Invalid as error:
        form.refuse(error)
        return _page(form, arrival)
    return _come_in(joined, typed)


def _come_in(joined: Any, typed: str) -> Any:
    """In, or first to the mailbox, where the address has yet to be confirmed; that answer tells nobody whether an
    address is known."""
    target = safe(session.pop("arrival_target", None))
    if joined is None:
        session.pop("arrival", None)
        session["signed_up_as"] = typed
        return redirect(url_for("accounts.check_mail"), 303)
    identity = queries.identity_of(joined)
    assert identity is not None
    answer = let_in(identity, joined, target=target)
    flash(_("Willkommen! Ihr Konto ist angelegt. Sie können jetzt mitmachen."), "success")
    return answer


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
