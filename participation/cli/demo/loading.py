"""Building the demo town, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from participation.cli.demo import PASSWORD
from participation.cli.demo.dialogue import Dialogue
from participation.cli.demo.people import People
from participation.cli.demo.town import outlines, texts
from participation.cli.imports.outlines import Properties, outlines_in
from participation.core.actor import HOUSE
from participation.core.database import db
from participation.core.transactions import transaction
from participation.town.districts.commands import load_districts
from participation.town.districts.queries import districts_by_slug
from participation.town.settings.models import SiteSetting
from participation.town.taxonomy.commands import create_action_field, create_goal, create_tag

MARK = "demo_town"


def load_town() -> bool:
    """Load the town; False where it is there already. All of it or nothing."""
    if db.session.get(SiteSetting, MARK) is not None:
        return False
    with transaction():
        _build()
        db.session.add(SiteSetting(name=MARK, value={"title": texts("organisation")["title"]}))
    return True


def _build() -> None:
    load_districts(outlines_in(outlines(), Properties()).outlines, actor=HOUSE)
    districts = districts_by_slug()
    people = People(PASSWORD)
    people.settle()
    _taxonomy()
    dialogue = Dialogue(people, districts)
    dialogue.begin()
    dialogue.write(_progress)
    dialogue.support(_progress)
    people.give_roles({**people.departments, **people.bodies})


def _taxonomy() -> None:
    organisation = texts("organisation")
    for position, entry in enumerate(organisation["action_fields"]):
        create_action_field(entry["name"], slug=entry["slug"], position=position, actor=HOUSE)
    for position, entry in enumerate(organisation["goals"]):
        create_goal(entry["name"], slug=entry["slug"], description=entry["description"], position=position, actor=HOUSE)
    for number, name in enumerate(organisation["tags"]["sdg"], start=1):
        create_tag("sdg", name, slug=f"sdg-{number}", actor=HOUSE)


def _progress(things: Iterable[Any], label: str) -> Iterable[Any]:
    """The things one by one, with a bar that shows how far one has come."""
    with click.progressbar(list(things), label=f"Demo town: {label:<10}") as bar:
        yield from bar
