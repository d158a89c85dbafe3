"""Where the way to the broker begins, and where it ends when something did not work."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request
from flask_login import current_user

from participation.extensions import limiter
from participation.people.accounts.views.entering import safe
from participation.people.identities import broker
from participation.people.identities.views.blueprint import blueprint, to_broker
from participation.web.access import public, signed_in

STATUS = {
    "cancelled": 200, "unreachable": 503, "lost": 400, "untrusted": 400, "refused": 400, "staff_only": 403,
    "somebody_else": 403, "one_step": 403, "taken": 409,
}  # fmt: skip
"""What can go wrong; the sentences stand in the template."""


@blueprint.get("/anmelden/stadtkonto")
@limiter.limit("300 per 15 minutes")
@public
def start() -> Any:
    """To the broker, to sign in."""
    target = safe(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(target, 303)
    return to_broker("sign_in", target=target)


@blueprint.get("/anmelden/stadtkonto/noch-einmal")
@limiter.limit("300 per 15 minutes")
@signed_in
def start_proof() -> Any:
    """To the broker, to show once more that it is you: it asks although it knows the person."""
    return to_broker("prove", target=safe(request.args.get("next")), again=True)


@blueprint.get("/anmelden/stadtkonto/bestaetigt")
@signed_in
def proved() -> Any:
    """Where a window ends that was opened only for showing who one is: what was typed waits in the other."""
    return render_template("identities/proved.html")


@blueprint.get("/anmelden/stadtkonto/hinweis/<reason>")
@public
def failed(reason: str) -> Any:
    """What did not work, in a sentence, and the one next step."""
    status = STATUS.get(reason) or abort(404)
    return render_template("identities/failed.html", reason=reason, name=broker.settings().oidc_name), status
