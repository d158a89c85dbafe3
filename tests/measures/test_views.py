"""The pages of measures, as people see them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from participation.action.measures.commands import add_source, write_target_levels
from participation.action.measures.models import MeasureStage
from participation.action.monitoring.commands import (
    add_indicator,
    add_milestone,
    record_reached_level,
    record_reading,
)
from participation.action.monitoring.models import Dimension
from participation.core.actor import HOUSE, Role
from participation.core.clock import today
from participation.core.database import db
from participation.core.transactions import transaction
from participation.people.bodies.models import BodyKind
from participation.records.subjects.models import Subject
from tests.browser import Browser
from tests.factories.action import (
    CONDITIONS,
    make_action_field,
    make_body,
    make_decision,
    make_editor,
    make_goal,
    make_measure,
    make_publication,
    make_ratings,
    make_round,
)
from tests.factories.dialogue import make_idea
from tests.factories.people import make_department, make_staff
from tests.factories.workshops import make_prototype, make_workshop
from tests.statements import counting


def rich_measure(title: str = "Messnetz", ideas: int = 2) -> object:
    """A measure in implementation with everything that its page can show."""
    goal = make_goal()
    measure = make_measure(
        title=title, stage=MeasureStage.IMPLEMENTATION, goal_ids=[goal.subject_id],
        involved_ids=[make_department().subject_id], problems="Sieben Masten trugen nicht.", aim="Bessere Luft",
        action_field_id=make_action_field().id, cost=96000,
    )  # fmt: skip
    found = [make_idea(title=f"Sensor {n}") for n in range(ideas)]
    with transaction():
        for idea in found:
            add_source(measure, source_id=idea.subject_id, actor=HOUSE, reason="Der Ort.")
        for number in range(3):
            indicator = add_indicator(
                measure, dimension=Dimension.OUTPUT, name=f"Geräte {number}", unit="Stück", target=24, actor=HOUSE
            )
            for days in (90, 30, 1):
                record_reading(
                    measure, indicator, read_on=today() - timedelta(days=days), value=19.5, source="Protokoll",
                    actor=HOUSE,
                )  # fmt: skip
        add_milestone(measure, title="Erste Geräte", due_on=today() - timedelta(days=9), actor=HOUSE)
        record_reached_level(measure, 3, reached_on=today(), evidence="19 von 24 hängen.", actor=HOUSE)
        write_target_levels(measure, {4: "Alle laufen."}, actor=HOUSE, reason="Ein Mast fiel um.")
    round_ = make_round()
    make_ratings(round_, measure.subject_id, 3, 2)
    make_publication(round_)
    return measure


def test_a_visitor_reads_the_story_of_a_measure(client: Browser) -> None:
    measure = rich_measure()
    page = client.open(f"/massnahmen/{measure.slug}")
    assert page.heading == "Messnetz"
    for words in (
        "Was ändert sich für Sie?", "Sieben Masten trugen nicht.", "Erreicht ist Zielstufe 3 von 4.", "19,5",
        "Früherer Wortlaut", "Ein Mast fiel um.", "Entstanden aus 2 Ideen", "Entscheidung: angenommen", "96.000 €",
        "Der geplante Tag ist vorbei.", "teilweise auf Zielerreichungskurs",
    ):  # fmt: skip
        assert page.shows(words), words
    links = page.links().values()
    assert any(link.startswith("/ideen/") for link in links)
    assert any(link.startswith("/ergebnisse/") for link in links)
    evidence = page.soup.select(".level-ladder a")
    assert [a["href"] for a in evidence] == ["#nachweis-3"] * 3
    assert page.soup.select_one("#nachweis-3") is not None
    assert "csrf_token" not in page.body
    assert client.open("/massnahmen/gibt-es-nicht", status=404)


def test_the_list_is_narrowed_by_the_address(client: Browser) -> None:
    field, goal, department = make_action_field("Energie"), make_goal("offen"), make_department("Umweltamt")
    make_measure(
        title="Luft messen", action_field_id=field.id, goal_ids=[goal.subject_id], department_id=department.subject_id,
        stage=MeasureStage.PROTOTYPE,
    )  # fmt: skip
    make_measure(title="Leihräder")
    page = client.open("/massnahmen")
    assert page.shows("2 Maßnahmen")
    for query in (
        f"feld={field.slug}", f"ziel={goal.slug}", f"fachabteilung={department.slug}", "stand=prototype",
        "suche=messen",
    ):  # fmt: skip
        page = client.open(f"/massnahmen?{query}")
        assert page.shows("1 Maßnahme"), query
        assert page.shows("Luft messen")
        assert "Leihräder" not in page.links()
    assert client.open("/massnahmen?ziel=gibt-es-nicht&stand=quatsch").shows("Dazu gibt es keine Maßnahme")


def test_the_list_has_pages(client: Browser) -> None:
    for number in range(23):
        make_measure(title=f"Nummer {number}", levels=False)
    assert client.open("/massnahmen").shows("Seite 1 von 2")
    assert client.open("/massnahmen?seite=2").shows("Zurück")


@pytest.mark.parametrize("rows", [2, 12])
def test_reading_takes_few_statements_whatever_the_number_of_rows(app: Flask, rows: int) -> None:
    measure = rich_measure(ideas=rows)
    for number in range(rows):
        make_measure(title=f"Nummer {number}", levels=False)
    signed_out, signed_in = Browser(app), Browser(app).sign_in(make_editor(measure))
    for path in ("/massnahmen", f"/massnahmen/{measure.slug}", f"/weg/{measure.subject_id}"):
        db.session.remove()
        for browser, most in ((signed_out, 8), (signed_in, 11)):
            with counting(app) as statements:
                browser.open(path)
            assert len(statements) <= most, (path, len(statements), statements)


def test_the_way_is_shown_as_a_picture_and_in_order(client: Browser) -> None:
    measure = rich_measure()
    page = client.open(f"/weg/{measure.subject_id}")
    assert page.soup.select_one(".lineage") is not None
    for words in ("Idee „Sensor 0“ eingereicht", "Zielstufe 3", "Ergebnis veröffentlicht", "Der Reihe nach"):
        assert page.shows(words), words
    assert client.open("/weg/999999", status=404)


def test_an_idea_did_not_grow_from_itself(client: Browser) -> None:
    idea, measure = make_idea(), make_measure()
    with transaction():
        add_source(measure, source_id=idea.subject_id, actor=HOUSE, reason="Der Ort.")
    assert not client.open(f"/weg/{idea.subject_id}").shows("Entstanden aus")


def test_a_moderator_promotes_an_idea(app: Flask) -> None:
    idea = make_idea(title="Trinkbrunnen")
    department_id = db.session.get_one(Subject, idea.subject_id).department_id
    moderator = Browser(app).sign_in(make_staff(Role.MODERATOR, department_id))
    moderator.open(f"/ideen/{idea.subject_id}/massnahme")
    page = moderator.send("/massnahme", title="", reason="", status=422)
    assert page.shows("Bitte geben Sie der Maßnahme einen Titel.")
    moderator.send("/massnahme", title="Trinkwasser im Freien", reason="Eine Leitung liegt schon.")
    page = moderator.follow()
    assert page.heading == "Trinkwasser im Freien"
    assert page.shows("Entstanden aus 1 Idee")
    assert moderator.open(f"/ideen/{idea.subject_id}/massnahme", status=409).shows("schon Teil einer Maßnahme")
    stranger = Browser(app).sign_in(make_staff(Role.MODERATOR, make_department().subject_id))
    other = make_idea()
    stranger.open(f"/ideen/{other.subject_id}/massnahme", status=403)


def test_an_editor_makes_a_measure_from_an_own_need_once(app: Flask) -> None:
    department = make_department("Mobilität")
    editor = Browser(app).sign_in(make_staff(Role.EDITOR, department.subject_id))
    editor.open("/schreibtisch/massnahmen")
    editor.open("/schreibtisch/massnahmen/neu")
    values = {"title": "Zählstelle", "need": "Es fehlen Zahlen.", "reason": "Wir brauchen sie für den Plan."}
    form_page = editor.page
    first = editor.send("/schreibtisch", **values)
    editor.page = form_page
    again = editor.send("/schreibtisch", **values)
    assert first.location == again.location
    assert editor.follow().shows("Zählstelle")
    assert editor.open("/massnahmen/zaehlstelle").shows("Es fehlen Zahlen.")


def test_a_result_of_a_workshop_goes_on_as_a_measure(app: Flask) -> None:
    card, department = make_prototype(make_workshop(title="Schatten am Platz")), make_department("Grünflächen")
    liaison = Browser(app).sign_in(make_staff(Role.LIAISON, department.subject_id))
    address = f"/schreibtisch/massnahmen/neu?quelle={card.subject_id}"
    assert liaison.open(address).shows("Sie geht auf „Sonnensegel zum Ausleihen“ zurück.")
    assert liaison.send("/neu", reason="", status=422).shows("Sie geht auf „Sonnensegel zum Ausleihen“ zurück.")
    liaison.send("/neu", reason="Es hat sich bewährt.")
    page = liaison.follow()
    assert page.heading == "Sonnensegel zum Ausleihen"
    assert page.shows("Entstanden aus 1 Werkstatt, 1 Prototyp.")
    assert page.shows("Schatten am Platz")
    for nothing in (make_idea().subject_id, "10000000", "9" * 40, "²", "x"):
        liaison.open(f"/schreibtisch/massnahmen/neu?quelle={nothing}", status=404)


def test_who_does_not_edit_measures_is_led_to_what_everyone_sees(app: Flask) -> None:
    measure = make_measure(title="Messnetz")
    for role in (Role.LIAISON, Role.MODERATOR):
        browser = Browser(app).sign_in(make_staff(role, measure.department_id))
        assert browser.open("/schreibtisch/massnahmen").links()["Messnetz"] == f"/massnahmen/{measure.slug}"
    liaison = Browser(app).sign_in(make_staff(Role.LIAISON, measure.department_id))
    liaison.open("/schreibtisch/massnahmen/neu")
    liaison.send("/schreibtisch", title="Zählstelle", need="Es fehlen Zahlen.", reason="Wir brauchen sie für den Plan.")
    assert liaison.follow().shows("schreibt nun die Redaktion")


def test_a_stale_edit_is_shown_beside_what_was_saved(app: Flask) -> None:
    measure = make_measure(aim="Bessere Luft")
    first, second = (Browser(app).sign_in(make_editor(measure)) for _ in range(2))
    address = f"/schreibtisch/massnahmen/{measure.slug}/texte"
    for browser in (first, second):
        browser.open(address)
    first.send("/schreibtisch", aim="Saubere Luft", cost="40.000")
    page = second.send("/schreibtisch", aim="Andere Luft", status=409)
    assert page.shows("Saubere Luft")
    assert "Andere Luft" in str(page.soup.find("textarea", {"name": "aim"}))
    second.send("/schreibtisch", aim="Andere Luft")
    page = second.open(f"/massnahmen/{measure.slug}")
    assert page.shows("Andere Luft")


def test_bad_texts_are_told_beside_their_field(app: Flask) -> None:
    measure = make_measure()
    editor = Browser(app).sign_in(make_editor(measure))
    editor.open(f"/schreibtisch/massnahmen/{measure.slug}/texte")
    page = editor.send("/schreibtisch", title="", cost="viel", status=422)
    assert page.shows("Bitte geben Sie der Maßnahme einen Titel.")
    assert page.shows("Bitte geben Sie eine Zahl ein")


def test_the_gate_is_shut_without_a_decision_and_opens_with_one(app: Flask) -> None:
    measure = make_measure(stage=MeasureStage.LIVING_LAB)
    editor = Browser(app).sign_in(make_editor(measure))
    address = f"/schreibtisch/massnahmen/{measure.slug}/stand"
    editor.open(address)
    page = editor.send("/schreibtisch", stage="implementation", reason="Es geht los.", decided_by="wir", status=422)
    assert page.shows("braucht es eine eingetragene Entscheidung")
    council = make_body("Gemeinderat", kind=BodyKind.DECIDES, is_council=True)
    decision = make_decision(measure.subject_id, body=council)
    editor.open(address)
    editor.send("/schreibtisch", stage="implementation", reason="Es geht los.", decision_id=str(decision.id))
    assert editor.follow().shows("Der neue Stand ist öffentlich.")
    page = editor.open(f"/massnahmen/{measure.slug}")
    assert page.shows("Entschieden: Gemeinderat.")
    assert page.shows("Beschluss: angenommen")


def test_an_editor_writes_levels_sources_and_figures(app: Flask) -> None:
    measure, idea = make_measure(levels=False), make_idea(title="Auch so eine Idee")
    editor = Browser(app).sign_in(make_editor(measure))
    desk = f"/schreibtisch/massnahmen/{measure.slug}"
    assert editor.open(desk).shows("Die Zielstufen fehlen noch")
    editor.open(f"{desk}/zielstufen")
    editor.send("/schreibtisch", level_1="Geplant.", status=422)
    editor.send("/schreibtisch", level_1="Geplant.", level_2="Erste.", level_3="Die meisten.", level_4="Alle.")
    editor.open(f"{desk}/herkunft")
    editor.send("/schreibtisch", source="999999", reason="weil", status=422)
    editor.send("/schreibtisch", source=f"http://localhost/ideen/{idea.subject_id}", reason="Der Ort stammt daraus.")
    assert editor.open(f"{desk}/herkunft").shows("Auch so eine Idee")
    editor.open(f"{desk}/kennzahlen/neu")
    editor.send("/schreibtisch", name="Geräte", dimension="output", target="24,5")
    page = editor.follow()
    assert page.shows("Noch kein Wert.")
    editor.open(next(link for link in page.links().values() if link.endswith("/wert")))
    editor.send("/schreibtisch", value="1.234,5", source="", status=422)
    editor.send("/schreibtisch", value="1.234,5", source="Protokoll")
    page = editor.follow()
    assert page.shows("1.234,5")
    editor.open(next(link for link in page.links().values() if link.endswith("/wert")))
    editor.send("/schreibtisch", value="7", source="Protokoll", status=422)
    editor.open(next(link for link in page.links().values() if "/werte/" in link))
    editor.send("/schreibtisch", value="8", reason="Tippfehler")
    editor.open(f"{desk}/meilensteine/neu")
    editor.send("/schreibtisch", title="Erste Geräte", due_on=(today() + timedelta(days=9)).isoformat())
    page = editor.follow()
    editor.open(next(link for link in page.links().values() if "/meilensteine/" in link and "neu" not in link))
    editor.send("/schreibtisch")
    assert editor.follow().shows("erledigt am")


def test_a_reached_level_needs_evidence(app: Flask) -> None:
    measure = make_measure(stage=MeasureStage.IMPLEMENTATION)
    editor = Browser(app).sign_in(make_editor(measure))
    editor.open(f"/schreibtisch/massnahmen/{measure.slug}/stufe")
    editor.send("/schreibtisch", level="2", status=422)
    editor.send("/schreibtisch", level="2", evidence="Acht hängen.", evidence_url="ftp://example.org", status=422)
    editor.send("/schreibtisch", level="2", evidence="Acht hängen.", evidence_url="https://example.org/protokoll")
    assert editor.open(f"/massnahmen/{measure.slug}").shows("Erreicht ist Zielstufe 2 von 4.")


def test_a_trial_fixes_its_levels_before_implementation(app: Flask) -> None:
    measure = make_measure(stage=MeasureStage.LIVING_LAB, levels=False)
    editor = Browser(app).sign_in(make_editor(measure))
    address = f"/schreibtisch/massnahmen/{measure.slug}/zielstufen/festlegen"
    editor.open(address)
    assert editor.send("/festlegen", status=422).shows("alle vier Zielstufen")
    with transaction():
        write_target_levels(db.session.merge(measure), CONDITIONS, actor=HOUSE)
    editor.open(address)
    editor.send("/festlegen")
    assert editor.follow().shows("Erreichte Stufe eintragen")


def test_staff_of_other_departments_stay_outside(app: Flask) -> None:
    measure = make_measure()
    stranger = Browser(app).sign_in(make_staff(Role.EDITOR, make_department().subject_id))
    for path in (
        "",
        "/texte",
        "/stand",
        "/zielstufen",
        "/herkunft",
        "/kennzahlen/neu",
        "/stufe",
        "/meilensteine/neu",
        "/zielstufen/festlegen",
    ):
        stranger.open(f"/schreibtisch/massnahmen/{measure.slug}{path}", status=403)
