"""The overview of the town hall, and who changed what."""

from __future__ import annotations

from typing import Any

from flask import render_template

from participation.core.actor import Role
from participation.people.accounts.queries import pseudonyms_of
from participation.town.settings import queries
from participation.town.settings.views.blueprint import blueprint
from participation.town.settings.views.steps import first_steps
from participation.web.access import staff


@blueprint.get("/verwaltung")
@staff(Role.ADMINISTRATOR)
def overview() -> Any:
    """Everything that can be set, and what is still open before the first citizen arrives."""
    steps = first_steps()
    following = next((step for step in steps if not step.done and not step.optional), None)
    return render_template("settings/overview.html", steps=steps, following=following)


@blueprint.get("/verwaltung/aenderungen")
@staff(Role.ADMINISTRATOR)
def changes() -> Any:
    """The last changes of settings: what it was, what it became, when, and by whom."""
    lines = queries.changes()
    people = pseudonyms_of(line.change.actor_ref for line in lines)
    return render_template("settings/changes.html", lines=lines, people=people)
