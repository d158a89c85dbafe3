"""The calendar of elections, for the administration."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.errors import Invalid
from participation.core.transactions import commits
from participation.town.elections import commands, queries, rules
from participation.town.elections.forms import ElectionForm
from participation.web.access import actor, staff

blueprint = Blueprint("elections", __name__)


@blueprint.get("/verwaltung/wahlen")
@staff(Role.ADMINISTRATOR)
def calendar() -> Any:
    """All elections, and the form for one more."""
    return _page(ElectionForm())


@blueprint.post("/verwaltung/wahlen")
@commits
@staff(Role.ADMINISTRATOR)
def enter() -> Any:
    """Enter one."""
    form = ElectionForm()
    if form.validate():
        try:
            commands.enter_election(form.name.data or "", held_on=form.held_on.data, actor=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("„%(name)s“ ist eingetragen.", name=form.name.data), "success")
            return redirect(url_for("elections.calendar"), 303)
    return lambda: (_page(form), 422)


@blueprint.post("/verwaltung/wahlen/<int:election_id>/entfernen")
@commits
@staff(Role.ADMINISTRATOR)
def remove(election_id: int) -> Any:
    """Take one out again."""
    found = queries.election_by_id(election_id) or abort(404)
    commands.remove_election(found, actor=actor())
    flash(_("Der Termin ist entfernt."), "success")
    return redirect(url_for("elections.calendar"), 303)


def _page(form: ElectionForm) -> str:
    return render_template(
        "elections/calendar.html", form=form, elections=queries.elections(), weeks=queries.weeks_of_restraint(),
        begins_on=rules.begins_on,
    )  # fmt: skip
