"""The statement as everyone reads it."""

from __future__ import annotations

from typing import Any

from flask import render_template

from participation.core.errors import N_
from participation.town.statement import queries
from participation.town.statement.models import CONFORMITY_LABELS, METHOD_LABELS, REASON_LABELS
from participation.town.statement.views.blueprint import blueprint
from participation.web.access import public
from participation.web.navigation import LEGAL, navigation
from participation.web.stored_pages import stored

navigation.add_footer(N_("Erklärung zur Barrierefreiheit"), "statement.show", group=LEGAL, order=31)


@blueprint.get("/barrierefreiheit")
@public
@stored
def show() -> Any:
    """How far the site is accessible, what is not, and who helps."""
    written = queries.newest_number() > 0
    return render_template(
        "statement/show.html", said=queries.said_now(), written=written, conformities=CONFORMITY_LABELS,
        methods=METHOD_LABELS, reasons=REASON_LABELS,
    )  # fmt: skip
