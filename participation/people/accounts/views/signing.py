"""The pages of signing up, confirming, signing in and out, and of a new password."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from participation.core.actor import VISITOR
from participation.core.database import db
from participation.core.errors import Invalid
from participation.core.transactions import commits, transaction
from participation.extensions import limiter, login_manager
from participation.people.accounts import commands, queries, rules
from participation.people.accounts.forms import ConfirmForm, ForgottenForm, NewPasswordForm, SignInForm, SignUpForm
from participation.people.accounts.models import Group, TokenPurpose
from participation.people.accounts.views.blueprint import blueprint
from participation.people.accounts.views.entering import enter, safe
from participation.people.departments.queries import person_of_sign_in
from participation.web.access import guests_too, public, signed_in
from participation.web.languages import current_language
from participation.web.rate_limits import keyed

login_manager.anonymous_user = lambda: VISITOR
login_manager.user_loader(person_of_sign_in)


def _per_address() -> str:
    """Limits per account, whoever asks: a keyed hash of the address that was typed."""
    return keyed(rules.email_key(request.form.get("email", "")))


@blueprint.route("/konto/anlegen", methods=["GET", "POST"])
@limiter.limit("10 per hour", methods=["POST"])
@public
def sign_up() -> Any:
    """Sign up with e-mail address and pseudonym."""
    form = SignUpForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        try:
            rules.check_password(form.password.data, pseudonym=form.pseudonym.data, email=form.email.data)
            password_hash = rules.hash_password(form.password.data)
            with transaction():
                commands.sign_up(
                    form.email.data, pseudonym=form.pseudonym.data, password_hash=password_hash,
                    language=current_language(), group=Group(form.group.data) if form.group.data else None,
                )  # fmt: skip
        except Invalid as error:
            form.refuse(error)
        else:
            session["signed_up_as"] = form.email.data
            if form.next.data:
                session["way_back"] = safe(form.next.data)
            return redirect(url_for("accounts.check_mail"), 303)
    return render_template("accounts/sign_up.html", form=form), 422 if form.errors else 200


@blueprint.get("/konto/post")
@public
def check_mail() -> Any:
    """After signing up or asking for a new password: look into your mail."""
    return render_template("accounts/check_mail.html", email=session.get("signed_up_as", ""))


@blueprint.route("/konto/bestaetigen/<token>", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
@public
def confirm(token: str) -> Any:
    """Confirm the e-mail address by the link in the mail; a button does it, so that mail scanners do not."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            with transaction():
                account = commands.confirm_account(token)
        except Invalid as error:
            form.refuse(error)
        else:
            answer = enter(account, target=session.pop("way_back", None))
            flash(_("Ihre E-Mail-Adresse ist bestätigt. Sie können jetzt mitmachen."), "success")
            return answer
    usable = queries.good_token(token, TokenPurpose.CONFIRM) is not None
    return render_template("accounts/confirm.html", form=form, usable=usable), 200 if usable else 410


@blueprint.route("/anmelden", methods=["GET", "POST"])
@limiter.limit("30 per 15 minutes", methods=["POST"])
@limiter.limit("10 per 15 minutes", key_func=_per_address, methods=["POST"])
@public
def sign_in() -> Any:
    """Sign in; the answer does not tell whether an address is known."""
    form = SignInForm(next=request.args.get("next", ""))
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(safe(form.next.data), 303)
    if form.validate_on_submit():
        account = queries.account_by_email(form.email.data)
        password_hash = account.password_hash if account else ""
        db.session.rollback()
        if rules.password_matches(password_hash, form.password.data) and account is not None:
            return enter(account, target=form.next.data)
        form.password.errors = [_("E-Mail-Adresse und Passwort passen nicht zusammen.")]
    return render_template("accounts/sign_in.html", form=form), 422 if form.errors else 200


@blueprint.post("/abmelden")
@commits
@signed_in
@guests_too
def sign_out() -> Any:
    """Sign out on this device; whoever came in by another way is told that they are still signed in there."""
    token = current_user.get_id() or ""
    found = queries.sign_in_of(token)
    commands.end_sign_in(token)
    logout_user()
    session.clear()
    from_outside = found is not None and found.came_by and current_app.extensions["PARTICIPATION"].oidc_issuer
    response: Response = redirect(url_for("identities.signed_out" if from_outside else "home.start"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@blueprint.route("/passwort/vergessen", methods=["GET", "POST"])
@limiter.limit("10 per hour", methods=["POST"])
@limiter.limit("5 per hour", key_func=_per_address, methods=["POST"])
@public
def forgotten() -> Any:
    """Ask for a link to set a new password; the answer is the same for unknown addresses."""
    form = ForgottenForm()
    if form.validate_on_submit():
        with transaction():
            commands.ask_for_new_password(form.email.data)
        session["signed_up_as"] = form.email.data
        return redirect(url_for("accounts.check_mail"), 303)
    return render_template("accounts/forgotten.html", form=form), 422 if form.errors else 200


@blueprint.route("/passwort/neu/<token>", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
@public
def new_password(token: str) -> Any:
    """Set a new password by the link in the mail."""
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            rules.check_password(form.password.data, pseudonym="", email="")
            password_hash = rules.hash_password(form.password.data)
            with transaction():
                account = commands.reset_password(token, password_hash=password_hash)
        except Invalid as error:
            form.refuse(error)
        else:
            answer = enter(account, target=None)
            flash(_("Ihr neues Passwort gilt. Auf allen anderen Geräten sind Sie abgemeldet."), "success")
            return answer
    usable = queries.good_token(token, TokenPurpose.RESET) is not None
    status = 410 if not usable else 422 if form.errors else 200
    return render_template("accounts/new_password.html", form=form, usable=usable), status
