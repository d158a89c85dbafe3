"""The blueprint of this room, and what its pages share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response

from participation.core.transactions import transaction
from participation.people.accounts.models import Account, Origin
from participation.people.accounts.queries import account_by_id
from participation.people.accounts.views.entering import enter
from participation.people.identities import broker, commands
from participation.people.identities.models import Identity
from participation.people.identities.rules import Proof

blueprint = Blueprint("identities", __name__)
BACK = "/anmelden/stadtkonto/zurueck"
"""The one address to which the broker sends people back; it must be known there to the letter."""
LOGOUT = "/anmelden/stadtkonto/abmeldung"
"""Where the broker says that somebody signed out there."""


@blueprint.app_context_processor
def _tell_templates() -> dict[str, Any]:
    """What the button on the sign-in page says, empty where there is no broker; and which levels the broker proves."""
    return {
        "broker_name": broker.settings().oidc_name if broker.is_set() else "",
        "broker_proves": {level for _, level in broker.settings().oidc_levels},
    }


@blueprint.before_request
def _only_where_there_is_a_broker() -> None:
    if not broker.is_set():
        abort(404)


def to_broker(purpose: str, *, target: str, again: bool = False, level: str = "") -> Response:
    """Send the browser to the broker; what it shall do when it comes back is kept with the state in its session."""
    about = {"purpose": purpose, "target": target, "root": request.script_root}
    try:
        return redirect(broker.address_to_sign_in(BACK, about=about, again=again, level=level), 303)
    except broker.BrokerError as error:
        return failed(error.reason)


def failed(reason: str, root: str | None = None) -> Response:
    """On to the page that says what did not work, in the language in which it began."""
    address = url_for("identities.failed", reason=reason)
    return redirect(address if root is None else root + address.removeprefix(request.script_root), 303)


def let_in(identity: Identity, proof: Proof, *, target: str) -> Response:
    """Sign in with an identity: note what was proved, let the roles follow, then the second step where there is one."""
    with transaction():
        commands.note_sign_in(identity.id, proof, roles=broker.meaning().roles)
    session.pop("arrival", None)
    account = account_by_id(identity.account_id)
    assert isinstance(account, Account)
    origin = Origin(identity.subject_hash, proof.session_hash, proof.second_step)
    return enter(account, target=target, origin=origin)
