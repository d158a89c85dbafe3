"""Passkeys of one's own account: adding one, taking one away."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, make_response, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.people.second_factors import commands
from participation.people.second_factors.forms import PasskeyForm
from participation.people.second_factors.views.blueprint import blueprint, site
from participation.people.second_factors.views.own import facts
from participation.web.access import actor, fresh, signed_in
from participation.web.htmx import rejected


@blueprint.post("/konto/passkeys/frage")
@commits
@signed_in
@fresh
def ask_new_passkey() -> Any:
    """What the browser is asked to make; for the script."""
    asked = commands.ask_passkey(current_user.account_id, site=site(), pseudonym=current_user.pseudonym)
    return lambda: _json(asked)


@blueprint.post("/konto/passkeys")
@commits
@signed_in
@fresh
def add_passkey() -> Any:
    """Keep a new passkey."""
    form = PasskeyForm()
    if form.validate():
        try:
            commands.add_passkey(
                current_user.account_id, form.answer.data or "", name=form.name.data or "", site=site(), actor=actor()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Der Passkey ist gespeichert. Beim Anmelden ersetzt er den Code."), "success")
            return redirect(url_for("second_factors.show"), 303)
    form.answer.data = ""
    return rejected("second_factors/show.html", **facts(form))


@blueprint.post("/konto/passkeys/<int:passkey_id>/entfernen")
@commits
@signed_in
@fresh
def remove_passkey(passkey_id: int) -> Any:
    """Take a passkey away."""
    if not commands.remove_passkey(current_user.account_id, passkey_id, actor=actor()):
        abort(404)
    flash(_("Der Passkey ist entfernt."), "success")
    return redirect(url_for("second_factors.show"), 303)


def _json(text: str) -> Any:
    response = make_response(text)
    response.headers["Content-Type"] = "application/json"
    return response
