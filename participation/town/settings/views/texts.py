"""Name and contact, the languages, and spans of time."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template

from participation.core.actor import Role
from participation.town.settings import queries
from participation.town.settings.forms import LanguagesForm, NameForm, SpansForm
from participation.town.settings.rules.spans import SPANS
from participation.town.settings.views.blueprint import blueprint, saved, shown
from participation.web.access import staff
from participation.web.site import site

NAMES = (
    "name", "city_name", "claim", "contact_email", "operator_address", "operator_representative", "operator_phone",
    "privacy_officer",
    "department_word", "departments_word",
)  # fmt: skip


@blueprint.route("/verwaltung/name", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def name() -> Any:
    """Name, contact, who stands for the site, and the city's own word for its departments."""
    form = NameForm(data={name: getattr(site, name) for name in NAMES})
    if not form.is_submitted():
        return shown("settings/name.html", form, NAMES)
    if not form.validate():
        return render_template("settings/name.html", form=form, differences=[]), 422
    return saved("settings/name.html", form)


@blueprint.route("/verwaltung/sprachen", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def languages() -> Any:
    """The languages that the site offers."""
    form = LanguagesForm(data={"languages": site.languages})
    form.offer(current_app.extensions["PARTICIPATION"].languages)
    if not form.is_submitted():
        return shown("settings/languages.html", form, ("languages",))
    if not form.validate():
        return render_template("settings/languages.html", form=form, differences=[]), 422
    return saved("settings/languages.html", form)


@blueprint.route("/verwaltung/fristen", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def spans() -> Any:
    """Spans of time that the city sets for itself."""
    own = ("barrier_days", "notice_days", "election_weeks")
    names = (*own, *SPANS)
    form = SpansForm(data={**{name: getattr(site, name) for name in own}, **queries.spans()})
    if not form.is_submitted():
        return shown("settings/spans.html", form, names, kept=SPANS)
    if not form.validate():
        return render_template("settings/spans.html", form=form, differences=[], kept=SPANS), 422
    return saved("settings/spans.html", form, kept=SPANS)
