"""Where administration takes away the second factor of somebody who lost it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.transactions import commits
from participation.people.accounts.models import Account
from participation.people.accounts.queries import account_by_id
from participation.people.second_factors import commands, queries
from participation.people.second_factors.views.blueprint import blueprint
from participation.web.access import actor, fresh, staff


@blueprint.get("/verwaltung/menschen/<int:account_id>/zweiter-faktor")
@staff(Role.ADMINISTRATOR)
@fresh
def reset(account_id: int) -> Any:
    """Asking whether it shall really go, and how to make sure who asks for it."""
    account = _account(account_id)
    return render_template("second_factors/reset.html", account=account, factor=queries.second_factor_of(account.id))


@blueprint.post("/verwaltung/menschen/<int:account_id>/zweiter-faktor")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def reset_factor(account_id: int) -> Any:
    """Take the second factor away; the person is told by mail."""
    account = _account(account_id)
    commands.reset_second_factor(account.id, actor=actor())
    flash(
        _("Zurückgesetzt. %(name)s ist überall abgemeldet und weiß per E-Mail Bescheid.", name=account.pseudonym),
        "success",
    )
    return redirect(url_for("departments.person", account_id=account.id), 303)


def _account(account_id: int) -> Account:
    account = account_by_id(account_id)
    return account if account is not None and account.erased_at is None else abort(404)
