"""What somebody who takes part with a group code sees of themselves: until when, their data, and the way out."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from participation.core.clock import today
from participation.core.errors import N_, Conflict
from participation.core.transactions import commits, transaction
from participation.dialogue.codes import queries
from participation.dialogue.codes.forms import LeaveForm
from participation.dialogue.codes.views.blueprint import blueprint
from participation.dialogue.ideas.queries import STATUS_LABELS, ideas_by
from participation.dialogue.processes.queries import process_by_id
from participation.extensions import limiter
from participation.people.own_data import commands as own_data
from participation.people.own_data import rules as own_data_rules
from participation.people.own_data.models import Texts
from participation.people.own_data.views.blueprint import own_account, per_account
from participation.people.own_data.views.gathering import gathered
from participation.people.own_data.views.packing import packed
from participation.web.access import guests_too, signed_in
from participation.web.navigation import navigation

navigation.add_guest(N_("Deine Teilnahme"), "codes.guest", order=10)


@blueprint.get("/teilnahme")
@signed_in
@guests_too
def guest() -> Any:
    """One's own page; the code to come back stands here once."""
    if current_user.only_in is None:
        return redirect(url_for("accounts.profile"), 303)
    return render_template("codes/guest.html", form=LeaveForm(), **_context(session.pop("code_to_come_back", "")))


@blueprint.post("/teilnahme/mitnehmen")
@limiter.limit("10 per hour", key_func=per_account)
@signed_in
@guests_too
def take_along() -> Any:
    """Everything that is kept of the guest, as for any account."""
    if current_user.only_in is None:
        return redirect(url_for("own_data.take_along"), 303)
    with transaction():
        own_data.note_taken_along()
    account = own_account()
    body = packed(gathered(account), language=account.language)
    headers = {"Content-Disposition": f'attachment; filename="meine-daten-{today():%Y-%m-%d}.zip"'}
    return Response(body, mimetype="application/zip", headers=headers)


@blueprint.post("/teilnahme/loeschen")
@limiter.limit("10 per hour", key_func=per_account)
@commits
@signed_in
@guests_too
def leave() -> Any:
    """Ask to be erased; whoever comes back with their code within the week is offered to stay."""
    if current_user.only_in is None:
        return redirect(url_for("own_data.erase"), 303)
    form = LeaveForm()
    if not form.validate():
        context = _context("")
        return lambda: (render_template("codes/guest.html", form=form, **context), 422)
    try:
        token = own_data.request_erasure(own_account(), texts=Texts(form.texts.data))
    except Conflict:
        return redirect(url_for("own_data.waiting"), 303)
    logout_user()
    session.clear()
    flash(_("Du bist abgemeldet. Nach der Wartezeit ist alles gelöscht."), "success")
    return redirect(url_for("own_data.stand", token=token), 303)


def _context(code: str) -> dict[str, Any]:
    process_id = current_user.only_in
    return {
        "code": code, "process": process_by_id(process_id), "until": queries.guests_until(process_id),
        "ideas": ideas_by(current_user.account_id), "days": own_data_rules.WAITING.days, "status_labels": STATUS_LABELS,
    }  # fmt: skip
