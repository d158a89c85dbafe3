"""Both lists, and what a new installation may begin with."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from participation.core.actor import Role
from participation.core.transactions import commits
from participation.town.taxonomy import commands
from participation.town.taxonomy.views.blueprint import blueprint, lists
from participation.web.access import actor, staff


@blueprint.get("/verwaltung/handlungsfelder-und-ziele")
@staff(Role.ADMINISTRATOR)
def setting_up() -> Any:
    """The action fields and goals of the town."""
    return lists()


@blueprint.post("/verwaltung/handlungsfelder-und-ziele/vorschlag")
@commits
@staff(Role.ADMINISTRATOR)
def take_first_entries() -> Any:
    """Begin with the fields and goals that come with the platform; what is there stays."""
    commands.load_first_entries(actor=actor())
    flash(_("Der Vorschlag ist übernommen. Sie können jeden Eintrag ändern."), "success")
    return redirect(url_for("taxonomy.setting_up"), 303)
