"""Loading the outlines of districts, and seeing them on a small map."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from participation.core.actor import Role
from participation.core.errors import Invalid
from participation.core.transactions import transaction
from participation.town.districts import queries
from participation.town.districts.commands import Loaded, load_districts
from participation.town.districts.forms import OutlinesForm
from participation.town.districts.outlines import OutlineFile, Properties, read_outlines
from participation.web.access import actor, staff
from participation.web.filters import sentence

blueprint = Blueprint("districts", __name__)
MOST_TOLD = 5


@blueprint.route("/verwaltung/stadtteile", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def setting_up() -> Any:
    """The districts as they are, and a file of outlines to bring them up to date. The file is read before the lock."""
    form = OutlinesForm()
    if form.validate_on_submit():
        properties = Properties(form.name_property.data or "", "", form.parent_property.data or "")
        try:
            read = read_outlines(form.file.data.read(), properties)
            with transaction():
                loaded = load_districts(read.outlines, actor=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            _tell(loaded, read)
            return redirect(url_for("districts.setting_up"), 303)
    page = render_template(
        "districts/setting_up.html", form=form, tree=queries.district_tree(), small_map=queries.district_outlines()
    )
    return page, 422 if form.errors else 200


def _tell(loaded: Loaded, read: OutlineFile) -> None:
    flash(
        _(
            "Stadtteile: %(added)s neu, %(changed)s geändert, %(unchanged)s wie zuvor.",
            added=loaded.added, changed=loaded.changed, unchanged=loaded.unchanged,
        ),
        "success",
    )  # fmt: skip
    if read.refused:
        told = "; ".join(
            f"{_('Nr. %(number)s', number=left.place)} {left.name}: {sentence(left.reason)}"
            for left in read.refused[:MOST_TOLD]
        )
        count = ngettext("%(num)s Umriss blieb weg.", "%(num)s Umrisse blieben weg.", len(read.refused))
        flash(f"{count} {told}", "warning")
