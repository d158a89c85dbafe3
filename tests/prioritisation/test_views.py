"""The pages of a run, as visitors, editors and members of the body see them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from participation.action.prioritisation import commands
from participation.action.prioritisation.models import Prioritisation
from participation.action.prioritisation.queries import run_by_id
from participation.core.actor import HOUSE, Role
from participation.core.clock import today
from participation.core.transactions import transaction
from participation.dialogue.ideas.commands import hide_idea
from participation.dialogue.processes.models import PhaseKind
from participation.people.departments.commands import grant_role
from tests.browser import Browser
from tests.factories.action import make_body
from tests.factories.dialogue import make_board, make_process
from tests.factories.people import make_account, make_staff, person
from tests.factories.prioritisation import make_judged_run, make_proposed_run, make_run, make_voted_idea
from tests.statements import counting

CRITERIA = {
    "criteria-0-name": "Unterstützungen", "criteria-0-percent": "40", "criteria-0-judges": "votes",
    "criteria-1-name": "Nutzen", "criteria-1-percent": "60", "criteria-1-judges": "department,advisory",
}  # fmt: skip


def editor_of(run: Prioritisation) -> Any:
    head = run_by_id(run.subject_id, HOUSE)
    assert head is not None
    return make_staff(Role.EDITOR, head.department_id)


@pytest.fixture
def proposed(app: Flask) -> Prioritisation:
    return make_proposed_run(title="Welche Ideen kommen zuerst?")[0]


def test_visitors_read_weights_places_reasons_and_who_decides(client: Browser, proposed: Prioritisation) -> None:
    page = client.open(f"/priorisierung/{proposed.subject_id}")
    for words in (
        "Das ist ein Meinungsbild, keine Wahl. Es entscheidet: der Gemeinderat", "Wirkung fürs Klima", "50 %",
        "Fachabteilung, beratendes Gremium", "Platz 1, weil die Idee bei", "Idee 1 am Ufer", "vorgeschlagen",
        "Lenkungsgruppe", "Punkte einer Idee = Summe", "weil es so beraten wurde", "Stabil:",
    ):  # fmt: skip
        assert page.shows(words), words
    assert [h.get_text() for h in page.soup.select(".ranking h3")] == [f"Idee {n} am Ufer" for n in (1, 2, 3)]
    assert page.soup.select(".share-bar svg[role=img]")
    assert "Set-Cookie" not in page.response.headers


def test_the_board_leads_to_the_rankings_of_its_process(client: Browser, app: Flask) -> None:
    board = make_board(make_process(phase=PhaseKind.PRIORITISE))
    run, secret = make_run(board, title="Was zuerst?"), make_run(board, opened=False, title="Noch geheim")
    other = make_run(title="Anderswo")
    page = client.open(f"/boards/{board.slug}")
    page = client.open(page.links()["Rangfolgen der Ideen in diesem Verfahren"])
    assert page.shows("Was zuerst?")
    assert not page.shows(secret.title)
    assert not page.shows(other.title)
    page = client.open(page.links()["Rangfolgen aller Verfahren"])
    assert page.shows(other.title)
    assert client.open(page.links()["Was zuerst?"]).shows(run.title)


def test_an_empty_list_of_rankings_says_so(client: Browser) -> None:
    assert client.open("/priorisierung").shows("Noch keine Rangfolge")


def test_a_draft_is_not_there_for_visitors(client: Browser, app: Flask) -> None:
    run = make_run(opened=False)
    client.open(f"/priorisierung/{run.subject_id}", status=404)
    page = Browser(app).sign_in(editor_of(run)).open(f"/priorisierung/{run.subject_id}")
    assert page.shows("Diese Seite sieht nur die Redaktion")


def test_while_judgements_are_made_visitors_see_the_criteria_and_what_comes_next(client: Browser, app: Flask) -> None:
    board = make_board()
    make_voted_idea(board, 5)
    run = make_run(board, minimum_votes=2)
    page = client.open(f"/priorisierung/{run.subject_id}")
    assert page.shows("1 Idee nimmt teil. Es fehlen noch 3 Urteile.")
    assert page.shows("Es nehmen Ideen ab 2 Unterstützungen teil.")


def test_an_idea_that_is_hidden_later_keeps_its_place_without_title_and_link(client: Browser, app: Flask) -> None:
    run, ideas = make_proposed_run()
    with transaction():
        hide_idea(ideas[0], actor=HOUSE, reason="nennt eine Person")
    page = client.open(f"/priorisierung/{run.subject_id}")
    assert page.shows("Eine Idee, die nicht mehr öffentlich ist")
    assert not page.shows("Idee 1 am Ufer")


def test_an_editor_prepares_publishes_judges_and_proposes(app: Flask) -> None:
    board, body = make_board(title="Ufer"), make_body("Lenkungsgruppe Ufer")
    idea = make_voted_idea(board, 7, title="Schatten am Ufer")
    head_run = make_run(board)
    browser = Browser(app).sign_in(editor_of(head_run))
    page = browser.open("/schreibtisch/priorisierung")
    browser.open(page.links()["Neuen Lauf vorbereiten"])
    values = {"board": str(board.subject_id), "title": "Was zuerst?", "body": str(body.subject_id), **CRITERIA}
    page = browser.send("/neu", status=422, **{**values, "criteria-1-percent": "50"})
    assert page.shows("Die Gewichte ergeben zusammen 90 %; es müssen 100 % sein.")
    assert page.soup.find("input", {"name": "criteria-1-name"})["value"] == "Nutzen"  # type: ignore[index]
    browser.send("/neu", **values)
    page = browser.follow()
    assert page.shows("Entwurf")
    browser.open(page.links()["Entwurf ändern"])
    browser.send("/kriterien", title="Was kommt zuerst?")
    browser.follow()
    browser.send("/oeffnen")
    page = browser.follow()
    assert page.shows("Kriterien und Gewichte sind veröffentlicht")
    assert page.shows("0 von 2 Urteilen sind da.")
    browser.open(page.links()["Urteile eintragen : Schatten am Ufer"])
    scores = [str(field["name"]) for field in browser.page.soup.find_all("select")]  # type: ignore[union-attr]
    reasons = [name.replace("wert-", "grund-") for name in scores]
    page = browser.send("/ideen/", status=422, **{scores[0]: "8"})
    assert page.shows("Jedes Urteil braucht einen Grund.")
    browser.send("/ideen/", **{scores[0]: "8", reasons[0]: "kühlt viel"})
    assert browser.follow().shows("1 von 2 Urteilen sind da.")
    browser.open(f"{browser.page.response.request.path}/ideen/{idea.subject_id}")  # type: ignore[union-attr]
    assert browser.page.soup.find("option", selected=True, value="8")  # type: ignore[union-attr]
    browser.send("/ideen/", **{scores[1]: "6", reasons[1]: "der Beirat sieht es ähnlich"})
    browser.follow()
    browser.send("/vorschlagen")
    page = browser.follow()
    assert page.shows("Jetzt entscheidet das Gremium: Lenkungsgruppe Ufer")
    assert not page.shows("Entscheidung eintragen")


def test_two_editors_do_not_overwrite_each_other(app: Flask) -> None:
    run, ideas = make_judged_run()
    editors = [Browser(app).sign_in(editor_of(run)) for _ in range(2)]
    path = f"/schreibtisch/priorisierung/{run.subject_id}/ideen/{ideas[0].subject_id}"
    names = [str(f["name"]) for f in editors[0].open(path).soup.find_all("select")]
    editors[1].open(path)
    editors[0].send("/ideen/", **{names[0]: "3"})
    page = editors[1].send("/ideen/", status=409, **{names[0]: "10"})
    assert page.shows("Jemand hat dieses Urteil inzwischen geändert")


def test_a_member_of_the_body_confirms_and_the_decision_is_public(
    app: Flask, client: Browser, proposed: Prioritisation
) -> None:
    member = Browser(app).sign_in(make_staff(Role.BODY_MEMBER, proposed.body_id))
    page = member.open(f"/schreibtisch/priorisierung/{proposed.subject_id}")
    member.open(page.links()["Entscheidung eintragen"])
    later = str(today() + timedelta(days=1))
    page = member.send("/entscheidung", outcome="confirm", reason="", status=422)
    assert page.shows("Bitte geben Sie den Grund der Entscheidung an.")
    page = member.send("/entscheidung", outcome="confirm", reason="passt", decided_on=later, status=422)
    assert page.shows("Dieser Tag liegt noch vor uns")
    member.send("/entscheidung", outcome="confirm", reason="Einstimmig so bestätigt.", decided_on=str(today()))
    member.follow()
    page = client.open(f"/priorisierung/{proposed.subject_id}")
    assert page.shows("Einstimmig so bestätigt.")
    assert page.shows("bestätigt")
    member.open(f"/schreibtisch/priorisierung/{proposed.subject_id}/entscheidung", status=409)


def test_a_body_gives_a_ranking_back(app: Flask, client: Browser, proposed: Prioritisation) -> None:
    member = Browser(app).sign_in(make_staff(Role.BODY_MEMBER, proposed.body_id))
    member.open(f"/schreibtisch/priorisierung/{proposed.subject_id}/entscheidung")
    member.send("/entscheidung", outcome="return", reason="Die Kosten fehlen.", decided_on=str(today()))
    page = client.open(f"/priorisierung/{proposed.subject_id}")
    assert page.shows("Die Kosten fehlen.")
    assert page.shows("Sobald die Redaktion die Rangfolge vorschlägt")


def test_who_proposed_it_cannot_confirm_it(app: Flask) -> None:
    run, _ = make_judged_run()
    both = make_staff(Role.BODY_MEMBER, None)
    with transaction():
        grant_role(both.id, Role.EDITOR, scope_id=None, actor=HOUSE)
    actor = person(both)
    with transaction():
        commands.propose_ranking(run, actor=actor)
    browser = Browser(app).sign_in(both)
    page = browser.open(f"/schreibtisch/priorisierung/{run.subject_id}")
    assert page.shows("die Entscheidung trägt jemand anderes ein")
    browser.open(f"/schreibtisch/priorisierung/{run.subject_id}/entscheidung", status=403)


def test_the_desk_is_for_the_editors_of_the_department_and_the_body(app: Flask, client: Browser) -> None:
    run, ideas = make_judged_run()
    path = f"/schreibtisch/priorisierung/{run.subject_id}"
    client.open(path, status=303)
    Browser(app).sign_in(make_account()).open(path, status=403)
    stranger = Browser(app).sign_in(make_staff(Role.EDITOR, make_run().board_id))
    stranger.open(path, status=403)
    stranger.open(f"{path}/ideen/{ideas[0].subject_id}", status=403)
    stranger.open(f"{path}/kriterien", status=403)
    Browser(app).sign_in(editor_of(run)).open(f"{path}/kriterien", status=409)
    member = Browser(app).sign_in(make_staff(Role.BODY_MEMBER, run.body_id))
    assert not member.open(path).shows("Urteile eintragen")


def test_a_body_member_finds_the_runs_that_wait(app: Flask, proposed: Prioritisation) -> None:
    member = Browser(app).sign_in(make_staff(Role.BODY_MEMBER, proposed.body_id))
    page = member.open("/schreibtisch/priorisierung")
    assert page.shows("Welche Ideen kommen zuerst?")
    assert not page.shows("Neuen Lauf vorbereiten")
    other = Browser(app).sign_in(make_staff(Role.BODY_MEMBER, make_body().subject_id))
    assert other.open("/schreibtisch/priorisierung").shows("Noch kein Lauf")


def test_pages_ask_few_things_of_the_database_however_many_ideas_there_are(app: Flask, client: Browser) -> None:
    counts = []
    for ideas in (2, 9):
        run, made = make_judged_run(ideas=ideas)
        editor, head = Browser(app).sign_in(editor_of(run)), f"/schreibtisch/priorisierung/{run.subject_id}"
        found = []
        for browser, path, most in (
            (client, f"/priorisierung/{run.subject_id}", 8),
            (editor, head, 11),
            (editor, f"{head}/ideen/{made[0].subject_id}", 11),
        ):
            with counting(app) as said:
                browser.open(path)
            assert len(said) <= most, (path, said)
            found.append(len(said))
        with transaction():
            commands.propose_ranking(run, actor=HOUSE)
        for browser, path, most in ((client, f"/priorisierung/{run.subject_id}", 8), (editor, head, 11)):
            with counting(app) as said:
                browser.open(path)
            assert len(said) <= most, (path, said)
            found.append(len(said))
        counts.append(found)
    assert counts[0] == counts[1]
