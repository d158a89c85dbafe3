"""Letting people in: with their password alone, or after the second step where they have one."""

from __future__ import annotations

import contextlib
from datetime import timedelta

from flask import redirect, request, session, url_for
from flask_login import current_user, login_user
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import transaction, unseen_transaction
from participation.people.accounts import commands, rules
from participation.people.accounts.models import Account, Origin
from participation.people.accounts.views.blueprint import blueprint
from participation.people.departments.queries import Person, person_of_account
from participation.people.second_factors.queries import has_second_factor
from participation.web.access import address_here

NOTED_EVERY = timedelta(hours=1)
KEPT = ("way_back", "arrival", "waiting")
"""What a session keeps when somebody signs in: where they were going, whom the broker has just proved, and the act that
they began before."""


def enter(account: Account, *, target: str | None, origin: Origin = commands.HERE) -> Response:
    """Whose password or link was right comes in, or goes on to the second step; then to `target`."""
    device = rules.device_of(request.user_agent.string)
    db.session.rollback()
    if has_second_factor(account.id) and not origin.outer_second:
        with transaction():
            waiting = commands.await_second_step(db.session.get_one(Account, account.id), device=device, origin=origin)
        _forget_all_but_kept()
        session["second_step"], session["second_step_to"] = waiting, safe(target)
        return redirect(url_for("second_factors.second_step"), 303)
    with transaction():
        token = commands.start_sign_in(db.session.get_one(Account, account.id), device=device, origin=origin)
    let_in(person_of_account(account.id, token))
    return redirect(safe(target), 303)


def let_in(person: Person | None) -> None:
    """Begin a new session for the person; nothing of the old one is kept but what lies in `KEPT`."""
    _forget_all_but_kept()
    session.permanent = True
    login_user(person)


def _forget_all_but_kept() -> None:
    kept = {name: session[name] for name in KEPT if session.get(name)}
    session.clear()
    session.update(kept)


def safe(target: str | None) -> str:
    """An address on this site, or the start page."""
    return address_here(target, url_for("home.start"))


@blueprint.after_app_request
def _note_seen(response: Response) -> Response:
    """Once an hour: when a device was last in use."""
    if response.status_code < 400 and "_user_id" in session and current_user.is_authenticated:
        seen = getattr(current_user, "seen_at", None)
        if seen is not None and seen < now() - NOTED_EVERY:
            with contextlib.suppress(OperationalError), unseen_transaction():
                commands.note_seen(current_user.get_id())
    return response
