"""The binder for the data-protection officer, as a page and as PDF."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, g, make_response, redirect, render_template, url_for
from flask_babel import gettext

from participation.core.actor import Role
from participation.people.departments.queries import role_counts
from participation.town.privacy import queries
from participation.town.privacy.rules.protecting import DUTIES, ROLE_NAMES, measures, recipients
from participation.town.privacy.rules.record import ACTIVITIES, Activity
from participation.town.settings.queries import spans
from participation.web.access import staff
from participation.web.printing import as_pdf, can_print

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/verwaltung/datenschutz-ordner")
@staff(Role.ADMINISTRATOR)
def binder() -> Any:
    """Everything that the data-protection officer asks for, from the running system."""
    return render_template("privacy/binder.html", can_print=can_print(), **_facts())


@blueprint.get("/verwaltung/datenschutz-ordner.pdf")
@staff(Role.ADMINISTRATOR)
def binder_as_pdf() -> Any:
    """The same as an accessible PDF; where the extra `pdf` is not installed, the page says what to do."""
    if not can_print():
        return redirect(url_for("privacy.binder"), 303)
    response = make_response(as_pdf(render_template("privacy/binder_pdf.html", **_facts())))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = 'attachment; filename="datenschutz-ordner.pdf"'
    return response


@blueprint.app_template_global()
def kept_for(activity: Activity) -> str:
    """How long something is kept, with the spans that hold now."""
    if "spans" not in g:
        g.spans = spans()
    return str(gettext(activity.kept, **g.spans))


def _facts() -> dict[str, Any]:
    settings = current_app.extensions["PARTICIPATION"]
    tables = sorted({table for activity in ACTIVITIES for table in activity.tables})
    return {
        "activities": ACTIVITIES, "rows": {held.table: held.rows for held in queries.rows_of(tables)},
        "roles": role_counts(), "role_names": ROLE_NAMES, "duties": DUTIES, "measures": measures(settings),
        "recipients": recipients(settings), "retention": queries.retention_report(),
    }  # fmt: skip
