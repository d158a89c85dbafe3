"""Where the broker sends people back to."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import transaction, unseen_transaction
from participation.extensions import limiter
from participation.people.accounts.commands import prove_sign_in
from participation.people.identities import broker, commands, queries, rules
from participation.people.identities.models import Identity
from participation.people.identities.views.blueprint import BACK, blueprint, failed, let_in
from participation.people.second_factors.queries import has_second_factor
from participation.web.access import public

CANCELLED = {"access_denied", "login_required", "consent_required", "interaction_required"}


@blueprint.get(BACK)
@limiter.limit("300 per 15 minutes")
@public
def come_back() -> Any:
    """Take the broker's answer: only one that this browser asked for, and only once."""
    state = request.args.get("state", "")
    way = broker.way_of(state)
    if way is None:
        return failed("lost")
    if not _is_first(state):
        broker.forget_way(state)
        return failed("lost", way["root"])
    if "error" in request.args:
        broker.forget_way(state)
        return failed("cancelled" if request.args["error"] in CANCELLED else "refused", way["root"])
    try:
        proof = broker.take_answer()
    except broker.BrokerError as error:
        broker.forget_way(state)
        return failed(error.reason, way["root"])
    return _go_on(way, proof)


def _is_first(state: str) -> bool:
    with unseen_transaction():
        return commands.use_answer(rules.answer_digest("state", state), until=now() + rules.ANSWERED_WITHIN)


def _go_on(way: dict[str, Any], proof: rules.Proof) -> Any:
    identity = queries.identity_of(proof)
    if way["purpose"] == "prove":
        return _prove(way, proof, identity)
    if current_user.is_authenticated:
        return _link(way, proof, identity)
    if identity is not None:
        return let_in(identity, proof, target=way["target"])
    told = rules.meant_roles(proof.roles, broker.meaning().roles)
    if broker.settings().oidc_sign_up == "staff" and not told:
        return failed("staff_only", way["root"])
    return _arrive(way, proof, "identities.welcome")


def _prove(way: dict[str, Any], proof: rules.Proof, identity: Identity | None) -> Any:
    """Showing once more that it is you: the same person, who has just been asked there."""
    if not current_user.is_authenticated:
        return redirect(way["root"] + url_for("accounts.sign_in"), 303)
    if identity is None or identity.account_id != current_user.account_id:
        return failed("somebody_else", way["root"])
    if proof.authenticated_at < way["since"] - rules.CLOCKS_APART:
        return failed("untrusted", way["root"])
    if has_second_factor(identity.account_id) and not proof.second_step:
        return failed("one_step", way["root"])
    token = current_user.get_id()
    with unseen_transaction():
        prove_sign_in(token)
    return redirect(way["target"], 303)


def _link(way: dict[str, Any], proof: rules.Proof, identity: Identity | None) -> Any:
    """Whoever is signed in is asked whether this way in shall be theirs."""
    if identity is None:
        return _arrive(way, proof, "identities.ask_link")
    if identity.account_id != current_user.account_id:
        return failed("taken", way["root"])
    with transaction():
        commands.note_sign_in(identity.id, proof, roles=broker.meaning().roles)
    if proof.assurance == "eid":
        flash(_("Bestätigt. Sie können jetzt auch dort mitmachen, wo der Online-Ausweis nötig ist."), "success")
    else:
        flash(_("Dieser Zugang ist schon mit Ihrem Konto verbunden."), "success")
    return redirect(way["root"] + url_for("identities.own"), 303)


def _arrive(way: dict[str, Any], proof: rules.Proof, endpoint: str) -> Any:
    db.session.rollback()
    with transaction():
        session["arrival"] = commands.note_arrival(proof)
    session["arrival_target"] = way["target"]
    return redirect(way["root"] + url_for(endpoint), 303)
