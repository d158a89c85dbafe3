"""One's own account: pseudonym, language, one's ideas, and where one is signed in."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from participation.core.errors import N_
from participation.core.transactions import commits
from participation.dialogue.comments import queries as comments
from participation.dialogue.ideas import queries as ideas
from participation.dialogue.workshops import queries as workshops
from participation.people.accounts import commands, queries, rules
from participation.people.accounts.forms import LanguageForm
from participation.people.accounts.models import Account
from participation.people.accounts.views.blueprint import blueprint
from participation.people.identities.queries import has_identity
from participation.people.second_factors.queries import has_second_factor
from participation.web.access import signed_in
from participation.web.forms import choices
from participation.web.htmx import rejected
from participation.web.languages import LANGUAGE_NAMES
from participation.web.navigation import navigation

navigation.add_account(N_("Mein Konto"), "accounts.profile", order=10)


@blueprint.get("/konto")
@signed_in
def profile() -> Any:
    """One's own account at a glance."""
    account = _own()
    return render_template("accounts/profile.html", **_facts(account, _language_form(account)))


@blueprint.post("/konto/sprache")
@commits
@signed_in
def save_language() -> Any:
    """Choose the language of the mails."""
    account = _own()
    form = _language_form(account)
    if not form.validate():
        return rejected("accounts/profile.html", **_facts(account, form))
    commands.choose_language(account.id, form.language.data)
    flash(_("Gespeichert. E-Mails kommen jetzt in dieser Sprache."), "success")
    return redirect(url_for("accounts.profile"), 303)


@blueprint.post("/konto/anmeldungen/<int:sign_in_id>/beenden")
@commits
@signed_in
def end_sign_in(sign_in_id: int) -> Any:
    """Sign out on another device."""
    if not commands.end_sign_in_of(current_user.account_id, sign_in_id):
        abort(404)
    flash(_("Diese Anmeldung ist beendet."), "success")
    return redirect(url_for("accounts.profile", _anchor="anmeldungen"), 303)


@blueprint.post("/konto/anmeldungen/andere-beenden")
@commits
@signed_in
def end_others() -> Any:
    """Sign out everywhere but here."""
    commands.end_other_sign_ins(current_user.account_id, kept=current_user.get_id())
    flash(_("Auf allen anderen Geräten sind Sie abgemeldet."), "success")
    return redirect(url_for("accounts.profile", _anchor="anmeldungen"), 303)


def _own() -> Account:
    return queries.account_by_id(current_user.account_id) or abort(404)


def _language_form(account: Account) -> LanguageForm:
    form = LanguageForm(language=account.language)
    codes = current_app.extensions["PARTICIPATION"].languages
    form.language.choices = choices((code, LANGUAGE_NAMES.get(code, code)) for code in codes)
    return form


def _facts(account: Account, form: LanguageForm) -> dict[str, Any]:
    return {
        "account": account,
        "email": rules.masked_email(account.email),
        "ideas": ideas.ideas_by(account.id),
        "sign_ins": queries.sign_ins_of(account.id),
        "present": queries.token_digest(current_user.get_id()),
        "form": form,
        "public": {
            "ideas": ideas.count_public_ideas(account.id),
            "comments": comments.count_public_comments(account.id),
            "notes": workshops.count_public_notes(account.id),
        },
        "device_words": rules.device_words,
        "has_second_factor": has_second_factor(account.id),
        "has_identity": has_identity(account.id),
    }
