"""Signing out: here and at the broker, and when the broker says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from participation.core.clock import now
from participation.core.transactions import unseen_transaction
from participation.extensions import csrf, limiter
from participation.people.identities import broker, commands, rules
from participation.people.identities.views.blueprint import LOGOUT, blueprint, failed
from participation.web.access import public


@blueprint.get("/abgemeldet")
@public
def signed_out() -> Any:
    """Signed out here; whoever likes signs out of the broker too."""
    return render_template("identities/signed_out.html", name=broker.settings().oidc_name)


@blueprint.get("/abmelden/stadtkonto")
@limiter.limit("300 per 15 minutes")
@public
def sign_out_there() -> Any:
    """To where people sign out of the broker."""
    address = broker.address_to_sign_out()
    return redirect(address, 303) if address else failed("unreachable")


@blueprint.post(LOGOUT)
@csrf.exempt
@limiter.limit("600 per minute")
@public
def end_from_outside() -> Any:
    """The broker signs somebody out (OpenID Connect Back-Channel Logout 1.0). Its signed token stands for it."""
    try:
        claims = broker.logout_claims(request.form.get("logout_token", ""))
        issuer = broker.settings().oidc_issuer
        rules.check_logout_claims(
            claims, issuer=issuer, client_id=broker.settings().oidc_client_id, now=int(now().timestamp())
        )
        _end(claims, issuer)
    except (broker.BrokerError, rules.FalseToken):
        return _answer(400, error="invalid_request", error_description="The logout token is not valid.")
    return _answer(200)


def _end(claims: dict[str, Any], issuer: str) -> None:
    """End what the token names, once: a token that was used is refused, and both happens or neither."""
    subject, name = str(claims.get("sub") or ""), str(claims.get("sid") or "")
    until = now() + timedelta(seconds=rules.LOGOUT_GOOD_FOR + 2 * rules.CLOCKS_APART)
    with unseen_transaction():
        if not commands.use_answer(rules.answer_digest("logout", issuer, claims["jti"]), until=until):
            raise rules.FalseToken("This token was used before.")
        commands.end_sign_ins(
            rules.subject_hash(issuer, subject, key=broker.key()) if subject else "",
            session_hash=rules.session_hash(issuer, name, key=broker.key()),
        )


def _answer(status: int, **values: str) -> Response:
    response = jsonify(values)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
