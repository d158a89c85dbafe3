"""Adding, changing and taking away action fields."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.transactions import commits
from participation.town.taxonomy import commands, queries
from participation.town.taxonomy.forms import AddFieldForm, EntryForm
from participation.town.taxonomy.models import ActionField
from participation.town.taxonomy.views.blueprint import added, blueprint, changed, removed
from participation.web.access import actor, staff


@blueprint.post("/verwaltung/handlungsfelder")
@commits
@staff(Role.ADMINISTRATOR)
def add_field() -> Any:
    """One more field of action."""
    form = AddFieldForm(prefix="feld-")
    return added(form, partial(commands.add_action_field, actor=actor()), field_form=form)


@blueprint.get("/verwaltung/handlungsfelder/<slug>")
@staff(Role.ADMINISTRATOR)
def edit_field(slug: str) -> Any:
    """One field of action, to be changed."""
    found = _found(slug)
    return render_template("taxonomy/edit.html", entry=found, form=EntryForm(obj=found), kind="field", differences=[])


@blueprint.post("/verwaltung/handlungsfelder/<slug>")
@commits
@staff(Role.ADMINISTRATOR)
def save_field(slug: str) -> Any:
    """Save it."""
    return changed(_found(slug), EntryForm(), partial(commands.edit_action_field, actor=actor()), kind="field")


@blueprint.post("/verwaltung/handlungsfelder/<slug>/entfernen")
@commits
@staff(Role.ADMINISTRATOR)
def remove_field(slug: str) -> Any:
    """Take it away, if nothing hangs on it."""
    found = _found(slug)
    return removed(
        partial(commands.remove_action_field, found, actor=actor()), back=url_for("taxonomy.edit_field", slug=slug),
        said=_("„%(name)s“ ist entfernt.", name=found.name),
    )  # fmt: skip


def _found(slug: str) -> ActionField:
    return queries.action_field_by_slug(slug) or abort(404)
