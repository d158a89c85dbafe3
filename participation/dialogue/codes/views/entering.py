"""Entering a code: a letter for one's account, a group code to take part without one, or one's own to come back."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from participation.core.database import db
from participation.core.errors import Conflict, DomainError, Invalid, NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.codes import commands, queries, rules
from participation.dialogue.codes.forms import CodeForm, JoinForm
from participation.dialogue.codes.models import CodeBatch, CodeKind
from participation.dialogue.codes.views.blueprint import blueprint, found_process, key
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import process_by_id
from participation.extensions import limiter
from participation.people.accounts.commands import start_sign_in
from participation.people.accounts.models import Account
from participation.people.accounts.rules import device_of
from participation.people.accounts.views.entering import let_in
from participation.people.departments.queries import person_of_account
from participation.web.access import actor, public
from participation.web.filters import sentence
from participation.web.languages import current_language

WRONG_TRIES = "20 per hour"
"""Only well-formed codes that nobody made are counted: a whole class behind one address mistypes without harm."""


def _was_wrong(_response: Response) -> bool:
    return bool(g.get("wrong_code", False))


@blueprint.route("/code", methods=["GET", "POST"])
@blueprint.route("/verfahren/<slug>/code", methods=["GET", "POST"])
@limiter.limit(WRONG_TRIES, methods=["POST"], deduct_when=_was_wrong)
@public
def enter(slug: str = "") -> Any:
    """One field for every kind of code."""
    process, form = found_process(slug) if slug else None, CodeForm()
    if form.validate_on_submit():
        try:
            return _used(form.code.data or "")
        except DomainError as error:
            _refuse(form, error)
    return render_template("codes/enter.html", form=form, process=process), 422 if form.errors else 200


@blueprint.post("/verfahren/<slug>/mitmachen")
@limiter.limit(WRONG_TRIES, deduct_when=_was_wrong)
@public
def join(slug: str) -> Any:
    """Take part without an account: choose a pseudonym."""
    process, form = found_process(slug), JoinForm()
    if current_user.is_authenticated:
        return redirect(url_for("processes.show", slug=slug), 303)
    if form.validate():
        try:
            return _joined(form, process)
        except DomainError as error:
            if not (isinstance(error, Invalid) and error.field == "pseudonym"):
                return _back_to_code(form, error)
            form.refuse(error)
    return render_template("codes/join.html", form=form, process=process), 422


def _used(text: str) -> Any:
    """What a code does depends on what it is."""
    digest = rules.code_digest(rules.read_code(text), key=key())
    guest = queries.guest_of_key(digest)
    if guest is not None:
        return _come_back(guest)
    _digest, batch = commands.code_typed(text, key=key())
    return _group_code(batch, text) if batch.kind is CodeKind.GROUP else _letter(text)


def _come_back(guest: Account) -> Response:
    if current_user.is_authenticated and current_user.account_id != guest.id:
        raise Conflict("Auf diesem Gerät ist schon jemand angemeldet. Bitte melden Sie sich zuerst ab.")
    _sign_in(guest.id)
    return redirect(url_for("codes.guest"), 303)


def _group_code(batch: CodeBatch, text: str) -> Any:
    process = process_by_id(batch.process_id or 0)
    if process is None:
        raise rules.UnknownCode()
    if current_user.is_authenticated:
        raise Conflict("Dieser Code ist für Menschen ohne Konto. Sie sind schon angemeldet und brauchen ihn nicht.")
    commands.check_joining(batch, process)
    form = JoinForm(formdata=None, code=rules.read_code(text))
    return render_template("codes/join.html", form=form, process=process)


def _letter(text: str) -> Response:
    with transaction():
        batch = commands.redeem_letter(text, key=key(), actor=actor())
    flash(_("Ihr Code ist eingelöst. Sie können jetzt mitmachen."), "success")
    process = process_by_id(batch.process_id) if batch.process_id is not None else None
    return redirect(url_for("processes.show", slug=process.slug) if process else url_for("processes.index"), 303)


def _joined(form: JoinForm, process: Process) -> Response:
    process_id = process.subject_id
    for last in (False, True):
        try:
            with transaction():
                account, back = commands.join_with_code(
                    form.code.data or "", db.session.get_one(Process, process_id), pseudonym=form.pseudonym.data or "",
                    key=key(), language=current_language(), send_key=form.send_key.data or None,
                )  # fmt: skip
                account_id = account.id
            break
        except IntegrityError:  # the same form, or the same pseudonym, at the same moment
            if last:
                raise
    _sign_in(account_id)
    session["code_to_come_back"] = back
    return redirect(url_for("codes.guest"), 303)


def _sign_in(account_id: int) -> None:
    device = device_of(request.user_agent.string)
    with transaction():
        token = start_sign_in(db.session.get_one(Account, account_id), device=device)
    let_in(person_of_account(account_id, token))


def _back_to_code(join_form: JoinForm, error: DomainError) -> Any:
    form = CodeForm(formdata=None, code=rules.written(join_form.code.data or ""))
    _refuse(form, error)
    return render_template("codes/enter.html", form=form, process=None), 422


def _refuse(form: CodeForm, error: DomainError) -> None:
    """Say beside the field what is wrong; a guess is counted."""
    g.wrong_code = isinstance(error, rules.UnknownCode)
    form.code.errors = [*form.code.errors, sentence(error)]
    g.needs_account = isinstance(error, NotAllowed)
