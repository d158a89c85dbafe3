"""Handing over everything that somebody holds who leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from participation.core.actor import Role
from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.people.accounts.models import Account
from participation.people.accounts.queries import account_called
from participation.people.departments import commands, queries
from participation.people.departments.commands import Successor
from participation.people.departments.forms import HandOverForm
from participation.people.departments.queries import Holding
from participation.people.departments.views.blueprint import account_or_404, blueprint
from participation.records.subjects.models import Subject
from participation.web.access import actor, fresh, staff


@dataclass
class Row:
    """One role that goes to somebody: what hangs on it, who was typed, what is wrong with that."""

    holding: Holding
    things: list[Subject]
    things_count: int
    typed: str = ""
    ends: bool = False
    error: str = ""

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"nachfolge-{self.holding.grant_id}"


@blueprint.get("/verwaltung/menschen/<int:account_id>/uebergabe")
@staff(Role.ADMINISTRATOR)
@fresh
def hand_over(account_id: int) -> Any:
    """Everything that somebody holds, and a field for who takes it over."""
    account = account_or_404(account_id)
    return render_template(
        "departments/hand_over.html", account=account, form=HandOverForm(), rows=_rows(account.id),
        deputies=queries.standing_in_for(account.id),
    )  # fmt: skip


@blueprint.post("/verwaltung/menschen/<int:account_id>/uebergabe")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def hand_over_all(account_id: int) -> Any:
    """Hand everything over at once."""
    account, form, rows = account_or_404(account_id), HandOverForm(), _rows(account_id)
    valid = form.validate()
    successors = _successors(form, rows)
    if any(row.error for row in rows):
        form.form_errors.append(_("Bei einer oder mehreren Aufgaben ist offen, wer sie übernimmt."))
    if valid and not form.errors:
        try:
            count = commands.hand_over(account.id, successors, actor=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            return _done(account, count)
    deputies = queries.standing_in_for(account.id)
    return lambda: (
        render_template("departments/hand_over.html", account=account, form=form, rows=rows, deputies=deputies),
        422,
    )


def _done(account: Account, count: int) -> Any:
    told = ngettext("%(num)s Aufgabe ist übergeben.", "%(num)s Aufgaben sind übergeben.", count)
    flash(told + " " + _("%(name)s hat keine Aufgabe mehr.", name=account.pseudonym), "success")
    return redirect(url_for("departments.person", account_id=account.id), 303)


def _rows(account_id: int) -> list[Row]:
    held = [holding for holding in queries.holdings_of(account_id) if not holding.is_over]
    return [
        Row(holding, *(queries.things_under(holding.scope_id) if holding.scope_id else ([], 0))) for holding in held
    ]


def _successors(form: HandOverForm, rows: list[Row]) -> list[Successor]:
    """Who takes what over, as typed; what cannot be understood is noted beside its field."""
    everything = _account_id(form.everything.data)
    if form.everything.data and everything is None:
        form.everything.errors = [_("Dazu gibt es kein bestätigtes Konto.")]
    found = []
    for row in rows:
        row.typed = request.form.get(row.name, "").strip()[:254]
        row.ends = request.form.get(f"{row.name}-endet") == "ja"
        to = None if row.ends else _account_id(row.typed) if row.typed else everything
        if row.typed and not row.ends and to is None:
            row.error = _("Dazu gibt es kein bestätigtes Konto.")
        elif to is None and not row.ends and not form.everything.errors:
            row.error = _("Bitte nennen Sie, wer das übernimmt, oder wählen Sie „endet ohne Nachfolge“.")
        found.append(Successor(row.holding.grant_id, to))
    return found


def _account_id(name: str | None) -> int | None:
    account = account_called(name) if name else None
    return account.id if account else None
