"""Coming in by an invitation."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.transactions import commits
from participation.dialogue.processes import commands, queries, rules
from participation.dialogue.processes.models import Invitation, Process
from participation.dialogue.processes.views.blueprint import blueprint
from participation.people.accounts.queries import account_by_id
from participation.web.access import actor, signed_in


@blueprint.get("/eingeladen/<token>")
@signed_in
def invitation(token: str) -> Any:
    """What one is invited to, and the button that leads in."""
    found, process = _found(token)
    rules.check_invitation(found, email=_email(), is_confirmed=actor().is_confirmed)
    return render_template("processes/invitation.html", process=process, token=token)


@blueprint.post("/eingeladen/<token>")
@commits
@signed_in
def accept_invitation(token: str) -> Any:
    """Come in."""
    found, process = _found(token)
    commands.accept_invitation(found, email=_email(), actor=actor())
    flash(_("Willkommen. Sie können jetzt mitmachen."), "success")
    return redirect(url_for("processes.show", slug=process.slug), 303)


def _found(token: str) -> tuple[Invitation, Process]:
    secret = str(current_app.secret_key)
    number = rules.read_invitation_token(token, secret=secret)
    found = queries.invitation_by_id(number) if number is not None else None
    process = queries.process_by_id(found.process_id) if found is not None else None
    if found is None or process is None or not process.is_published:
        abort(404)
    return found, process


def _email() -> str:
    account = account_by_id(actor().account_id or 0)
    return account.email if account is not None else ""
