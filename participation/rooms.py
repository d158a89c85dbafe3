"""The rooms in the order of the menu: their pages, and the work that the worker does for them."""

from __future__ import annotations

import importlib
import pkgutil

from flask import Flask

VIEWS = (
    "dialogue.processes",
    "dialogue.codes",
    "dialogue.meetings",
    "dialogue.boards",
    "dialogue.ideas",
    "dialogue.calls",
    "dialogue.clusters",
    "dialogue.searches",
    "people.departments",
    "dialogue.maps",
    "town.background",
    "town.settings",
    "town.statement",
    "town.elections",
    "town.documents",
    "town.privacy",
    "town.taxonomy",
    "town.districts",
    "records.search",
    "people.accounts",
    "people.own_data",
    "people.second_factors",
    "people.identities",
    "people.invitations",
    "people.notifications",
    "records.mailbox",
    "records.commitments",
    "people.bodies",
    "action.measures",
    "action.monitoring",
    "action.evaluations",
    "desk.answers",
    "desk.moderation",
    "desk.expunging",
    "desk.planning",
    "desk.barriers",
    "outreach.open_data",
    "outreach.embed",
    "dialogue.workshops",
    "action.prioritisation",
    "outreach.home",
)  # fmt: skip


def open_rooms(app: Flask) -> None:
    """Bind every room's blueprint and make its tasks and tables known."""
    know_tables()
    for name in VIEWS:
        app.register_blueprint(importlib.import_module(f"participation.{name}.views").blueprint)
    for name in _modules("tasks"):
        importlib.import_module(name)


def know_tables() -> None:
    """Import every module that defines tables."""
    others = ("core.data_version", "web.rate_limits", "web.heartbeat")
    for name in (*_modules("models"), *(f"participation.{other}" for other in others)):
        importlib.import_module(name)


def _modules(kind: str) -> list[str]:
    import participation

    found = pkgutil.walk_packages(participation.__path__, "participation.")
    return [m.name for m in found if m.name.count(".") == 3 and m.name.endswith(f".{kind}")]
