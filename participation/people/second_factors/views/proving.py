"""Showing once more that it is you, before an act of weight; what was typed is kept."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from participation.core.database import db
from participation.core.errors import Invalid
from participation.core.transactions import transaction, unseen_transaction
from participation.extensions import limiter
from participation.people.accounts.commands import prove_sign_in
from participation.people.accounts.queries import account_by_id
from participation.people.accounts.rules import password_matches
from participation.people.accounts.views.entering import safe
from participation.people.identities.queries import has_identity
from participation.people.second_factors import commands, queries
from participation.people.second_factors.forms import ProofByCodeForm, ProofByPasswordForm, ProofForm
from participation.people.second_factors.views.blueprint import blueprint, key
from participation.web.access import doors, signed_in

NOT_KEPT = ("csrf_token", "password")


def _per_account() -> str:
    return f"proof of {current_user.account_id}" if current_user.is_authenticated else "proof of nobody"


@blueprint.get("/anmelden/noch-einmal")
@signed_in
def prove() -> Any:
    """Asking for the password, the code where signing in takes two steps, or the broker; `next` is the way on."""
    if current_user.is_fresh:
        return redirect(safe(request.args.get("next")), 303)
    return _page(_form(next=request.args.get("next", "")), 200)


@blueprint.post("/anmelden/noch-einmal")
@limiter.limit("10 per 15 minutes; 40 per day", key_func=_per_account)
@signed_in
def take_proof() -> Any:
    """Take the proof; then on, or back to what was typed."""
    form = _form()
    if form.validate():
        try:
            _check(form)
        except Invalid as error:
            form.refuse(error)
        else:
            kept = _read(form.kept.data)
            if not kept:
                return redirect(safe(form.next.data), 303)
            return render_template("second_factors/go_on.html", kept=kept, address=safe(form.next.data))
    return _page(form, 422)


def _form(**values: Any) -> Any:
    """By code where signing in takes two steps, else by password; who has neither proves it at the broker."""
    if queries.has_second_factor(current_user.account_id):
        return ProofByCodeForm(**values)
    account = account_by_id(current_user.account_id)
    return (ProofByPasswordForm if account and account.password_hash else ProofForm)(**values)


def _check(form: Any) -> None:
    """Raise Invalid where password or code is wrong; else note the moment with this sign-in."""
    account_id, token = current_user.account_id, current_user.get_id()
    if isinstance(form, ProofByCodeForm):
        with transaction():
            commands.prove_by_code(account_id, form.code.data or "", key=key())
            prove_sign_in(token)
        return
    if not isinstance(form, ProofByPasswordForm):
        if not current_user.is_fresh:
            raise Invalid("Das ist noch nicht bestätigt. Bitte bestätigen Sie zuerst, dass Sie es sind.", field="next")
        return
    account = account_by_id(account_id)
    password_hash = account.password_hash if account else ""
    db.session.rollback()
    if not password_matches(password_hash, form.password.data or ""):
        raise Invalid("Das ist nicht Ihr Passwort.", field="password")
    with unseen_transaction():
        prove_sign_in(token)


def _ask_first() -> Any:
    """At the door of an act of weight. A form that was sent is kept and can be sent on after the proof."""
    here = request.script_root + request.full_path.rstrip("?")
    if request.headers.get("HX-Request"):
        shown = urlsplit(request.headers.get("HX-Current-URL", ""))
        there = _address(shown.path + (f"?{shown.query}" if shown.query else ""))
        return Response(status=204, headers={"HX-Redirect": there})
    if request.method in {"GET", "HEAD"}:
        return redirect(_address(here), 303)
    kept = [pair for pair in request.form.items(multi=True) if not pair[0].startswith(NOT_KEPT)]
    form = _form(formdata=None, next=here, kept=json.dumps(kept))
    return _page(form, 403)


def _address(target: str) -> str:
    return url_for("second_factors.prove", next=target)


def _read(text: str | None) -> list[tuple[str, str]]:
    """The typed fields again; none where the text is not what we wrote."""
    try:
        pairs = json.loads(text or "[]")
        return [(str(name), str(value)) for name, value in pairs]
    except (ValueError, TypeError):
        return []


def _page(form: ProofForm, status: int) -> Any:
    page = render_template(
        "second_factors/prove.html", form=form, has_typed=bool(form.kept.data),
        has_identity=has_identity(current_user.account_id),
    )  # fmt: skip
    return page, status


doors.proof = _ask_first
