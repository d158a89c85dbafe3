"""Erasing one's account, the way back, and how far it has come."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import logout_user
from werkzeug.wrappers import Response

from participation.core.clock import now
from participation.core.errors import Conflict
from participation.core.transactions import commits, transaction
from participation.extensions import limiter
from participation.people.own_data import commands, queries, rules
from participation.people.own_data.forms import EraseForm
from participation.people.own_data.models import Texts
from participation.people.own_data.views.blueprint import blueprint, is_right, own_account, per_account, proof_instead
from participation.web.access import guests_too, public, signed_in


@blueprint.route("/konto/loeschen", methods=["GET", "POST"])
@limiter.limit("10 per hour", key_func=per_account, methods=["POST"])
@signed_in
def erase() -> Any:
    """Ask for one's account to be erased; staff are told to hand over first."""
    account = own_account()
    if queries.open_erasure_of(account.id) is not None:
        return redirect(url_for("own_data.waiting"), 303)
    if queries.holds_roles(account.id):
        return render_template("own_data/hand_over_first.html")
    form = EraseForm()
    if (question := proof_instead(form)) is not None:
        return question
    if form.validate_on_submit() and is_right(form.password):
        try:
            with transaction():
                token = commands.request_erasure(own_account(), texts=Texts(form.texts.data))
        except Conflict:
            return redirect(url_for("own_data.waiting"), 303)
        return _signed_out(url_for("own_data.stand", token=token))
    context = {"form": form, "due_at": now() + rules.WAITING, "days": rules.WAITING.days}
    return render_template("own_data/erase.html", **context), 422 if form.errors else 200


@blueprint.get("/konto/loeschen/warten")
@signed_in
@guests_too
def waiting() -> Any:
    """Who signs in within the week is offered the way back."""
    erasure = queries.open_erasure_of(own_account().id)
    return render_template("own_data/waiting.html" if erasure else "own_data/not_waiting.html", erasure=erasure)


@blueprint.post("/konto/loeschen/zurueck")
@commits
@signed_in
@guests_too
def come_back() -> Any:
    """Keep one's account after all."""
    if commands.come_back(own_account()):
        flash(_("Schön, dass Sie bleiben. Ihr Konto ist wie vorher."), "success")
    return redirect(url_for("accounts.profile"), 303)


@blueprint.get("/konto/loeschen/stand/<token>")
@public
def stand(token: str) -> Any:
    """How far the erasure has come; whoever has the link may see it, and it names nobody."""
    erasure = queries.erasure_by_token(token) or abort(404)
    return render_template("own_data/stand.html", stand=queries.stand_of(erasure))


def _signed_out(address: str) -> Response:
    logout_user()
    session.clear()
    response: Response = redirect(address, 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
