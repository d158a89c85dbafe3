"""What a new installation begins with."""

from __future__ import annotations

from flask import Flask

from participation.core.actor import HOUSE
from participation.core.transactions import transaction
from participation.town.taxonomy import queries
from participation.town.taxonomy.commands import create_goal, load_first_entries


def test_first_entries_are_loaded_once_in_their_order(app: Flask) -> None:
    for _ in range(2):
        with transaction():
            load_first_entries(actor=HOUSE)
    assert [field.name for field in queries.all_action_fields()][:3] == [
        "Bildung",
        "Datenplattform",
        "Energie & Umwelt",
    ]
    assert len(queries.all_action_fields()) == 10
    assert [goal.name for goal in queries.all_goals()][:3] == ["clever", "für alle", "offen"]
    assert len(queries.all_goals()) == 10
    assert len(queries.tags_of("sdg")) == 17
    assert len(queries.tags_of("charta")) == 8


def test_an_edited_goal_is_not_overwritten(app: Flask) -> None:
    with transaction():
        create_goal("offen", slug="offen", actor=HOUSE, description="Alle dürfen hineinschauen.")
    with transaction():
        load_first_entries(actor=HOUSE)
    goal = queries.goal_by_slug("offen")
    assert goal is not None
    assert goal.description == "Alle dürfen hineinschauen."
