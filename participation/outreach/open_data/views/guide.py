"""The page /daten: what there is, in which formats, under which licence, explained to people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import render_template

from participation.core.errors import N_
from participation.outreach.open_data import rules
from participation.outreach.open_data.queries import RESOURCES
from participation.outreach.open_data.views import blueprint
from participation.outreach.open_data.views.resources import DESCRIPTION, MAPS, TABLES
from participation.web.access import public
from participation.web.stored_pages import stored

TITLES = {
    "ideas": (N_("Ideen"), N_("Texte, Orte, Status, Antworten und Summen der Unterstützungen")),
    "measures": (N_("Maßnahmen"), N_("Was die Stadt tut, wie weit sie ist, mit Zielstufen und Quellen")),
    "results": (N_("Ergebnisse"), N_("Alle veröffentlichten Einschätzungen zu Zielen und Maßnahmen")),
    "processes": (N_("Beteiligungsverfahren"), N_("Mit ihren vier Antworten und ihren Phasen")),
    "boards": (N_("Themenboards"), N_("Mit ihren Kategorien")),
    "districts": (N_("Stadtteile"), N_("Mit ihren Umrissen")),
}


@dataclass(frozen=True)
class Described:
    """A resource as the page shows it."""

    name: str
    title: str
    text: str
    has_table: bool
    has_map: bool
    fields: list[tuple[str, str]]


@blueprint.get("/daten")
@public
@stored
def guide() -> Any:
    """Open data and interfaces."""
    return render_template("open_data/guide.html", resources=_described(), licence=rules.LICENCE, most=rules.MOST)


@cache
def _described() -> list[Described]:
    schemas = json.loads(DESCRIPTION.read_text(encoding="utf-8"))["components"]["schemas"]
    return [
        Described(
            name, *TITLES[name], name in TABLES, name in MAPS,
            [(field, said["description"]) for field, said in schemas[name]["properties"].items()],
        )
        for name in RESOURCES
    ]  # fmt: skip
