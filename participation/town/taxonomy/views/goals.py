"""Adding, changing and taking away goals."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.transactions import commits
from participation.town.taxonomy import commands, queries
from participation.town.taxonomy.forms import AddGoalForm, GoalForm
from participation.town.taxonomy.models import StrategicGoal
from participation.town.taxonomy.views.blueprint import added, blueprint, changed, removed
from participation.web.access import actor, staff


@blueprint.post("/verwaltung/ziele")
@commits
@staff(Role.ADMINISTRATOR)
def add_goal() -> Any:
    """One more goal."""
    form = AddGoalForm(prefix="ziel-")
    return added(form, partial(commands.add_goal, actor=actor()), goal_form=form)


@blueprint.get("/verwaltung/ziele/<slug>")
@staff(Role.ADMINISTRATOR)
def edit_goal(slug: str) -> Any:
    """One goal, to be changed."""
    found = _found(slug)
    return render_template("taxonomy/edit.html", entry=found, form=GoalForm(obj=found), kind="goal", differences=[])


@blueprint.post("/verwaltung/ziele/<slug>")
@commits
@staff(Role.ADMINISTRATOR)
def save_goal(slug: str) -> Any:
    """Save it."""
    return changed(_found(slug), GoalForm(), partial(commands.edit_goal, actor=actor()), kind="goal")


@blueprint.post("/verwaltung/ziele/<slug>/entfernen")
@commits
@staff(Role.ADMINISTRATOR)
def retire_goal(slug: str) -> Any:
    """Take it away, if nothing hangs on it."""
    found = _found(slug)
    return removed(
        partial(commands.retire_goal, found, actor=actor()), back=url_for("taxonomy.edit_goal", slug=slug),
        said=_("„%(name)s“ wird nicht mehr angeboten.", name=found.name),
    )  # fmt: skip


def _found(slug: str) -> StrategicGoal:
    return queries.goal_by_slug(slug) or abort(404)
