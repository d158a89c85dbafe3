"""The pages of evaluation, as people see them."""

from __future__ import annotations

import hashlib
import json

import pytest
from flask import Flask

from participation.action.measures.commands import add_source
from participation.action.measures.models import MeasureStage
from participation.core.actor import HOUSE, Role
from participation.core.clock import today
from participation.core.database import db
from participation.core.transactions import transaction
from tests.browser import Browser
from tests.factories.action import (
    make_editor,
    make_goal,
    make_measure,
    make_publication,
    make_ratings,
    make_reviewer,
    make_round,
)
from tests.factories.dialogue import make_comment, make_idea
from tests.factories.people import make_account, make_staff
from tests.statements import counting


def make_results(measures: int = 1) -> tuple[object, object, object]:
    """A published round with a goal, measures that pay into it, and an idea that the first grew from."""
    goal, idea = make_goal("offen"), make_idea(title="Sensoren an Laternen")
    make_comment(idea.subject_id)
    made = [
        make_measure(title=f"Messnetz {n}", stage=MeasureStage.IMPLEMENTATION, goal_ids=[goal.subject_id])
        for n in range(measures)
    ]
    with transaction():
        add_source(made[0], source_id=idea.subject_id, actor=HOUSE, reason="Der Ort.")
    round_ = make_round("Evaluation 2026", slug="2026")
    make_ratings(round_, made[0].subject_id, 3, 4)
    return made[0], goal, make_publication(round_)


def test_before_the_first_publication_the_page_says_so(client: Browser) -> None:
    assert client.open("/ergebnisse").shows("Noch ist nichts veröffentlicht")
    round_ = make_round("Evaluation 2026")
    assert client.open(f"/ergebnisse/{round_.slug}").shows("Evaluation 2026: noch nicht veröffentlicht")


def test_a_visitor_walks_from_the_result_back_to_the_idea(client: Browser) -> None:
    measure, goal, _publication = make_results()
    page = client.open("/ergebnisse")
    for words in ("Die Daten sind öffentlich.", "Die Antworten kamen spät.", "weitgehend", "1 Idee", "Prüfsumme"):
        assert page.shows(words), words
    page = client.open(page.links()["offen"])
    assert page.shows("weitgehend auf Zielerreichungskurs")
    page = client.open(next(link for link in page.links().values() if "/massnahmen/" in link))
    for words in ("Bewertung 1", "Gesehen, daher 3.", "Selbsteinschätzung", "Sensoren an Laternen", "1 Kommentar"):
        assert page.shows(words), words
    assert any(link.startswith("/ideen/") for link in page.links().values())
    page = client.open(page.links()["Die Maßnahme heute"])
    assert page.heading == measure.title
    assert client.open(f"/ziele/{goal.slug}").shows(measure.title)
    assert any(link == "/ergebnisse/2026/1" for link in page.links().values())


def test_the_downloaded_file_has_the_digest_on_the_page_and_the_numbers_are_recomputed(client: Browser) -> None:
    *_rest, publication = make_results()
    answer = client.client.get("/ergebnisse/2026/1/daten.json")
    assert hashlib.sha256(answer.data).hexdigest() == publication.digest
    assert json.loads(answer.data)["results"]["goals"][
        "offen" if False else next(iter(answer.json["results"]["goals"]))
    ]
    page = client.open("/ergebnisse/2026/1/pruefen")
    assert page.shows("Alles stimmt überein")
    assert page.shows(publication.digest)
    table = client.client.get("/ergebnisse/2026/1/daten.csv")
    assert table.data.decode("utf-8-sig").startswith("kind,slug,title")
    for path in (
        "/ergebnisse/2026/2",
        "/ergebnisse/2025",
        "/ergebnisse/2026/1/ziele/x",
        "/ergebnisse/2026/1/massnahmen/x",
    ):
        client.open(path, status=404)


@pytest.mark.parametrize("rows", [2, 9])
def test_results_take_few_statements_whatever_the_number_of_rows(app: Flask, rows: int) -> None:
    measure, goal, _publication = make_results(measures=rows)
    browser = Browser(app)
    for path in (
        "/ergebnisse", "/ergebnisse/2026/1/pruefen", f"/ergebnisse/2026/1/massnahmen/{measure.slug}",
        f"/ergebnisse/2026/1/ziele/{goal.slug}", f"/ziele/{goal.slug}",
    ):  # fmt: skip
        db.session.remove()
        with counting(app) as statements:
            browser.open(path)
        assert len(statements) <= 8, (path, len(statements), statements)


def test_a_round_from_opening_to_correction(app: Flask) -> None:
    measure, goal = make_measure(title="Messnetz", stage=MeasureStage.IMPLEMENTATION), make_goal("offen")
    coordinator = Browser(app).sign_in(make_staff(Role.COORDINATOR))
    coordinator.open("/schreibtisch/evaluation")
    coordinator.open("/schreibtisch/evaluation/neu")
    day = today().isoformat()
    coordinator.send("/schreibtisch", title="Evaluation 2026", slug="Nicht So", ends_on=day, status=422)
    coordinator.send("/schreibtisch", title="Evaluation 2026", slug="2026", ends_on=day)
    assert coordinator.follow().heading == "Evaluation 2026"

    expert = make_account("Fachfrau")
    desk = "/schreibtisch/evaluation/2026"
    coordinator.open(f"{desk}/kreis")
    coordinator.send("/schreibtisch", who="niemand", status=422)
    coordinator.send("/schreibtisch", who="fachfrau")
    assert coordinator.follow().shows("Fachfrau")

    reviewer = Browser(app).sign_in(expert)
    page = reviewer.open(desk)
    assert page.shows("Bewerten : Messnetz")
    reviewer.open(f"{desk}/bewerten/{measure.subject_id}")
    reviewer.send("/schreibtisch", level="3", status=422)
    reviewer.send("/schreibtisch", level="3", reason="Fast alle hängen.")
    assert reviewer.follow().shows("Stufe 3 ändern")
    reviewer.open(f"{desk}/bewerten/{goal.subject_id}")
    reviewer.send("/schreibtisch", level="2", reason="Es fehlt noch viel.")

    lead = Browser(app).sign_in(make_editor(measure))
    assert lead.open(desk).shows("Selbst einschätzen")
    assert lead.open(f"{desk}/bewerten/{measure.subject_id}").shows("Selbsteinschätzung")
    lead.send("/schreibtisch", level="4", reason="Es läuft.")
    lead.open(f"{desk}/bewerten/{goal.subject_id}", status=403)

    coordinator.open(f"{desk}/veroeffentlichen")
    assert coordinator.send("/schreibtisch", status=422).shows("schreiben Sie bitte die drei Sätze")
    coordinator.open(f"{desk}/zusammenfassung")
    coordinator.send("/schreibtisch", went_well="Vieles.", went_badly="Einiges.", follows="Weiter so.")
    form_page = coordinator.open(f"{desk}/veroeffentlichen")
    coordinator.send("/schreibtisch")
    page = coordinator.follow()
    assert page.shows("Veröffentlichung Nr. 1")
    assert page.shows("Stufe 4")
    coordinator.page = form_page
    assert coordinator.send("/schreibtisch", status=422).shows("inzwischen unter dieser Nummer veröffentlicht")
    reviewer.open(f"{desk}/bewerten/{measure.subject_id}", status=409)

    coordinator.open(f"{desk}/oeffnen")
    coordinator.send("/schreibtisch", reason="Eine Zahl war falsch.")
    reviewer.open(f"{desk}/bewerten/{measure.subject_id}")
    reviewer.send("/schreibtisch", level="2", reason="Drei fielen aus.")
    coordinator.open(f"{desk}/veroeffentlichen")
    coordinator.send("/schreibtisch", status=422)
    coordinator.send("/schreibtisch", reason="Eine Zahl war falsch.")
    assert coordinator.follow().shows("Dies ist eine Berichtigung")
    page = Browser(app).open("/ergebnisse/2026/1")
    assert page.shows("Es gibt eine Berichtigung")
    assert "Fachfrau" not in page.body


def test_two_coordinators_do_not_overwrite_each_others_summary(app: Flask) -> None:
    round_ = make_round(slug="2026")
    first, second = (Browser(app).sign_in(make_staff(Role.COORDINATOR)) for _ in range(2))
    for browser in (first, second):
        browser.open(f"/schreibtisch/evaluation/{round_.slug}/zusammenfassung")
    first.send("/schreibtisch", went_well="Das eine.")
    page = second.send("/schreibtisch", went_well="Das andere.", status=409)
    assert page.shows("Das eine.")
    assert "Das andere." in str(page.soup.find("textarea", {"name": "went_well"}))


def test_reviewers_and_editors_stay_out_of_coordination(app: Flask) -> None:
    round_ = make_round(slug="2026")
    reviewer = Browser(app).sign_in(make_reviewer(round_))
    for path in ("neu", "2026/kreis", "2026/zusammenfassung", "2026/veroeffentlichen", "2026/oeffnen"):
        reviewer.open(f"/schreibtisch/evaluation/{path}", status=403)
