"""Where administration makes the second step a duty, and sees who has it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.transactions import commits
from participation.people.departments.queries import Asked, colleagues, count_colleagues
from participation.people.second_factors import commands, queries
from participation.people.second_factors.views.blueprint import blueprint
from participation.web.access import actor, fresh, staff


@blueprint.get("/verwaltung/zweiter-faktor")
@staff(Role.ADMINISTRATOR)
def duty() -> Any:
    """Whether the second step is a duty, and who of those with a role has set it up."""
    people = colleagues(Asked(), offset=0, most=count_colleagues(Asked()))
    with_it = queries.who_have_one([one.account_id for one in people])
    return render_template(
        "second_factors/duty.html", required=queries.second_factor_is_required(), count=len(people),
        without=[one for one in people if one.account_id not in with_it],
    )  # fmt: skip


@blueprint.post("/verwaltung/zweiter-faktor")
@commits
@staff(Role.ADMINISTRATOR)
@fresh
def save_duty() -> Any:
    """Make the second step a duty, or leave it to each person."""
    if request.form.get("pflicht") == "ja":
        commands.require_second_factor(actor=actor())
        flash(_("Ab jetzt melden sich alle mit einer Aufgabe in zwei Schritten an."), "success")
    else:
        commands.make_second_factor_voluntary(actor=actor())
        flash(_("Der zweite Schritt ist jetzt freiwillig."), "success")
    return redirect(url_for("second_factors.duty"), 303)
