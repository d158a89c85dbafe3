"""One's own second factor: setting it up, recovery codes, taking it away."""

from __future__ import annotations

from typing import Any

import segno
from flask import abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.extensions import limiter
from participation.people.accounts.queries import account_by_id
from participation.people.second_factors import commands, queries, rules
from participation.people.second_factors.forms import FirstCodeForm, PasskeyForm
from participation.people.second_factors.views.blueprint import blueprint, is_required, key
from participation.web.access import actor, fresh, signed_in
from participation.web.filters import sentence
from participation.web.htmx import rejected


def _per_account() -> str:
    return f"second factor of {current_user.account_id}"


@blueprint.get("/konto/zweiter-faktor")
@signed_in
def show() -> Any:
    """Whether signing in takes two steps, and what belongs to it."""
    return render_template("second_factors/show.html", **facts(PasskeyForm(formdata=None)))


def facts(form: PasskeyForm) -> dict[str, Any]:
    """What the page of one's own second factor shows."""
    return {"factor": queries.second_factor_of(current_user.account_id), "required": is_required(), "form": form}


@blueprint.post("/konto/zweiter-faktor/anfangen")
@commits
@signed_in
@fresh
def begin() -> Any:
    """Make a secret for the app."""
    try:
        commands.begin_second_factor(current_user.account_id, key=key())
    except Invalid as error:
        flash(sentence(error), "warning")
        return redirect(url_for("second_factors.show"), 303)
    return redirect(url_for("second_factors.set_up"), 303)


@blueprint.get("/konto/zweiter-faktor/einrichten")
@signed_in
@fresh
def set_up() -> Any:
    """The secret as a QR code and as text, and a field for the first code; once that was right, never again."""
    drawn = _drawn_secret()
    if drawn is None:
        return redirect(url_for("second_factors.show"), 303)
    return render_template("second_factors/set_up.html", form=FirstCodeForm(), **drawn)


@blueprint.post("/konto/zweiter-faktor/einrichten")
@limiter.limit("20 per 15 minutes", key_func=_per_account)
@commits
@signed_in
@fresh
def confirm() -> Any:
    """The first code from the app. The answer shows the recovery codes, this once."""
    form, drawn = FirstCodeForm(), _drawn_secret()
    if drawn is None:
        return redirect(url_for("second_factors.show"), 303)
    if form.validate():
        try:
            codes = commands.confirm_second_factor(
                current_user.account_id, form.code.data or "", key=key(), kept=current_user.get_id(), actor=actor()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            return lambda: render_template("second_factors/codes.html", codes=codes, first=True)
    return rejected("second_factors/set_up.html", form=form, **drawn)


@blueprint.post("/konto/zweiter-faktor/notfallcodes")
@commits
@signed_in
@fresh
def renew_codes() -> Any:
    """Ten new recovery codes, shown this once."""
    if not queries.has_second_factor(current_user.account_id):
        abort(404)
    codes = commands.make_recovery_codes(current_user.account_id, actor=actor())
    return lambda: render_template("second_factors/codes.html", codes=codes, first=False)


@blueprint.post("/konto/zweiter-faktor/notfallcodes.txt")
@signed_in
def download_codes() -> Any:
    """The recovery codes that were just shown, as a file: the page sends them back, nothing is kept here."""
    codes = (request.form.get("codes") or "").split()[: rules.RECOVERY_CODES]
    account_id = current_user.account_id
    if not queries.are_recovery_codes(
        [rules.recovery_digest(code, account_id=account_id) for code in codes], account_id=account_id
    ):
        abort(404)
    site = current_app.extensions["PARTICIPATION"]
    head = _("Notfallcodes für %(site)s, jeder gilt einmal:", site=f"{site.site_name} ({site.base_url})")
    response = make_response("\n".join([head, "", *codes, ""]))
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="notfallcodes.txt"'
    return response


@blueprint.get("/konto/zweiter-faktor/entfernen")
@signed_in
@fresh
def remove() -> Any:
    """Asking whether the second factor shall really go."""
    factor = queries.second_factor_of(current_user.account_id)
    if not factor.is_there or is_required():
        return redirect(url_for("second_factors.show"), 303)
    return render_template("second_factors/remove.html")


@blueprint.post("/konto/zweiter-faktor/entfernen")
@commits
@signed_in
@fresh
def remove_factor() -> Any:
    """Sign in with the password alone again."""
    commands.remove_second_factor(current_user.account_id, required=is_required(), actor=actor())
    flash(_("Sie melden sich jetzt wieder nur mit Ihrem Passwort an."), "success")
    return redirect(url_for("second_factors.show"), 303)


def _drawn_secret() -> dict[str, Any] | None:
    """The secret that waits for its first code, drawn and written; None where there is none."""
    found = queries.authenticator_of(current_user.account_id)
    if found is None or found.confirmed_at is not None:
        return None
    secret, account = rules.unsealed(found.secret, key=key()), account_by_id(current_user.account_id)
    if secret is None or account is None:
        return None
    site = current_app.extensions["PARTICIPATION"].site_name
    code = segno.make(rules.provisioning_uri(secret, account=account.email, site=site), error="m")
    drawing = code.svg_inline(
        scale=5, border=4, svgclass="qr__drawing", lineclass=None, omitsize=True, dark="#000", light="#fff"
    )
    return {"drawing": Markup(drawing), "secret": rules.in_groups(secret)}  # noqa: S704 - drawn by segno
