"""What a new installation begins with."""

from __future__ import annotations

from flask import Flask

from participation.core.actor import HOUSE, Role
from participation.core.database import db
from participation.core.transactions import transaction
from participation.records.subjects.commands import link_subjects
from participation.records.subjects.models import LinkKind
from participation.town.taxonomy import queries
from participation.town.taxonomy.commands import create_goal, load_first_entries
from tests.browser import Browser
from tests.factories.action import make_measure
from tests.factories.people import make_staff


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


def test_fields_and_goals_are_added_changed_and_taken_away(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    page = client.open("/verwaltung/handlungsfelder-und-ziele")
    assert page.shows("Noch nichts eingetragen")
    client.send("/vorschlag")
    client.follow()
    client.send("/verwaltung/handlungsfelder", **{"feld-name": "Kultur & Sport"})
    client.follow()
    client.open("/verwaltung/handlungsfelder/kultur-und-sport")
    client.send("/kultur-und-sport", name="Kultur und Sport", position="1")
    client.open("/verwaltung/handlungsfelder/kultur-und-sport")
    client.send("/kultur-und-sport/entfernen")
    assert client.follow().shows("„Kultur und Sport“ ist entfernt.")
    assert "kultur-und-sport" not in {field.slug for field in queries.all_action_fields()}
    client.send("/verwaltung/ziele", **{"ziel-name": "mutig"})
    client.open("/verwaltung/ziele/mutig")
    client.send("/verwaltung/ziele/mutig", description="Wagt Neues.", at="/verwaltung/ziele/mutig")
    client.open("/verwaltung/ziele/mutig")
    client.send("/verwaltung/ziele/mutig/entfernen")
    assert client.follow().shows("wird nicht mehr angeboten")
    assert "mutig" not in {goal.name for goal in queries.all_goals()}


def test_what_is_there_already_or_has_no_name_is_refused_beside_the_field(client: Browser) -> None:
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    with transaction():
        load_first_entries(actor=HOUSE)
    client.open("/verwaltung/handlungsfelder-und-ziele")
    assert client.send("/verwaltung/handlungsfelder", status=422, **{"feld-name": "Bildung"}).shows("gibt es schon")
    client.open("/verwaltung/handlungsfelder-und-ziele")
    assert client.send("/verwaltung/ziele", status=422, **{"ziel-name": ""}).shows("Bitte geben Sie einen Namen an.")


def test_what_measures_belong_to_stays(client: Browser) -> None:
    with transaction():
        load_first_entries(actor=HOUSE)
    field, goal = queries.all_action_fields()[0], queries.all_goals()[0]
    measure = make_measure()
    with transaction():
        db.session.merge(measure).action_field_id = field.id
        link_subjects(measure.subject_id, goal.subject_id, LinkKind.PAID_INTO)
    client.sign_in(make_staff(Role.ADMINISTRATOR))
    client.open(f"/verwaltung/handlungsfelder/{field.slug}")
    client.send("/entfernen")
    assert client.follow().shows("gehören Maßnahmen")
    client.open(f"/verwaltung/ziele/{goal.slug}")
    client.send("/entfernen")
    assert client.follow().shows("zahlen Maßnahmen ein")
    assert goal.slug in {found.slug for found in queries.all_goals()}
