"""The second step of signing in."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from participation.core.errors import Invalid
from participation.core.transactions import transaction
from participation.extensions import limiter
from participation.people.accounts.commands import finish_sign_in
from participation.people.accounts.models import SignIn
from participation.people.accounts.queries import waiting_sign_in
from participation.people.accounts.views.entering import let_in, safe
from participation.people.departments.queries import person_of_account
from participation.people.second_factors import commands, queries
from participation.people.second_factors.forms import CodeForm, PasskeyAnswerForm
from participation.people.second_factors.views.blueprint import blueprint, key, site
from participation.web.access import public

PER_ACCOUNT = "10 per 15 minutes; 40 per day"


def _per_account() -> str:
    """Limits per account, however many sign-ins were begun and whoever began them."""
    waiting = _waiting()
    return f"second step of {waiting.account_id if waiting else 0}"


def _waiting() -> SignIn | None:
    return waiting_sign_in(session.get("second_step") or "")


@blueprint.get("/anmelden/zweiter-schritt")
@public
def second_step() -> Any:
    """Asking for the code, after the password was right."""
    waiting = _waiting()
    if waiting is None:
        return redirect(url_for("accounts.sign_in"), 303)
    return _page(CodeForm(formdata=None), waiting)


@blueprint.post("/anmelden/zweiter-schritt")
@limiter.limit(PER_ACCOUNT, key_func=_per_account)
@public
def sign_in_by_code() -> Any:
    """Sign in with the code."""
    waiting, form = _waiting(), CodeForm()
    if waiting is None:
        return _too_late()
    if form.validate():
        try:
            return _finish(lambda account_id: commands.prove_by_code(account_id, form.code.data or "", key=key()))
        except Invalid as error:
            form.refuse(error)
    return _page(form, waiting)


@blueprint.post("/anmelden/passkey/frage")
@limiter.limit("30 per 15 minutes", key_func=_per_account)
@public
def ask_passkey() -> Any:
    """What the browser is asked to sign; for the script."""
    waiting = _waiting()
    if waiting is None:
        return _too_late()
    with transaction():
        asked = commands.ask_passkey(waiting.account_id, site=site())
    response = make_response(asked)
    response.headers["Content-Type"] = "application/json"
    return response


@blueprint.post("/anmelden/passkey")
@limiter.limit(PER_ACCOUNT, key_func=_per_account)
@public
def sign_in_by_passkey() -> Any:
    """Sign in with a passkey."""
    waiting, form = _waiting(), PasskeyAnswerForm()
    if waiting is None:
        return _too_late()
    shown = CodeForm(formdata=None)
    if form.validate():
        try:
            return _finish(
                lambda account_id: commands.prove_by_passkey(account_id, form.answer.data or "", site=site())
            )
        except Invalid as error:
            shown.refuse(error)
    return _page(shown, waiting)


def _finish(prove: Any) -> Response:
    """Prove and come in, all or nothing; whoever waits for this sign-in at the same moment finds it ended."""
    with transaction():
        waiting = waiting_sign_in(session.get("second_step") or "")
        if waiting is None:
            return _too_late()
        prove(waiting.account_id)
        account_id, token = waiting.account_id, finish_sign_in(waiting)
    target = session.get("second_step_to")
    let_in(person_of_account(account_id, token))
    return redirect(safe(target), 303)


def _too_late() -> Response:
    flash(_("Das hat zu lange gedauert. Bitte melden Sie sich noch einmal an."), "warning")
    return redirect(url_for("accounts.sign_in"), 303)


def _page(form: CodeForm, waiting: SignIn) -> Any:
    passkeys = queries.passkeys_of(waiting.account_id)
    page = render_template(
        "second_factors/second_step.html", form=form, answer_form=PasskeyAnswerForm(formdata=None), passkeys=passkeys
    )
    return page, 422 if form.errors else 200
