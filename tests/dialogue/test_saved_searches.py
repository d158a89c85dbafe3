"""Searches that somebody keeps, and the page with all that is one's own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Invalid
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas import commands as ideas
from participation.dialogue.searches import commands, queries
from participation.dialogue.searches.models import Frequency, SavedSearch
from participation.people.accounts.models import Account
from participation.records.subjects.commands import add_subject, link_subjects
from participation.records.subjects.models import Audience, LinkKind, SubjectKind
from tests.browser import Browser, fields_of
from tests.factories.desk import make_answer
from tests.factories.dialogue import make_board, make_comment, make_idea, make_process
from tests.factories.people import make_account
from tests.parallel import at_once
from tests.statements import counting


@pytest.fixture
def board(app: Flask) -> Board:
    return make_board(slug="ufer", title="Am Ufer")


def keep(account: Account, name: str = "Bänke", **values: object) -> SavedSearch:
    with transaction():
        return commands.save_search(account.id, name=name, frequency=Frequency.WEEKLY, **values)


def test_a_search_is_kept_in_its_parts_and_opened_again(client: Browser, board: Board) -> None:
    make_idea(board, title="Bank am Fluss")
    account = make_account()
    client.sign_in(account)
    asked = "q=bank&kategorie=gruen&status=submitted&lon=9.98&lat=48.4&umkreis=1500"
    page = client.open(f"/boards/ufer?{asked}")
    page = client.open(page.links()["Diese Suche speichern"])
    assert "1,5 km um den gewählten Ort" in page.text
    form = page.soup.select_one("main form")
    assert form is not None
    client.post(str(form["action"]), {**fields_of(form), "name": "  Bänke   bei uns ", "frequency": "daily"})
    page = client.follow()
    assert "Bänke bei uns" in page.text
    assert "täglich" in page.text
    (kept,) = queries.searches_of(account.id)
    search = kept.search
    assert (search.board_id, search.words, search.categories) == (board.subject_id, "bank", ["gruen"])
    assert (search.statuses, search.lon, search.lat, search.radius) == (["submitted"], 9.98, 48.4, 1500)
    client.post(f"/konto/suchen/{search.id}/oeffnen")
    assert client.page is not None
    assert client.page.location == (
        "/boards/ufer?q=bank&kategorie=gruen&status=submitted&umkreis=1500&lon=9.98&lat=48.4"
    )


def test_it_says_how_many_ideas_came_since_one_looked(client: Browser, board: Board) -> None:
    account = make_account()
    search = keep(account, words="fluss")
    keep(account, "Alles auf dem Board", board_id=board.subject_id)
    make_idea(board, title="Bank am Fluss")
    make_idea(board, title="Licht")
    client.sign_in(account)
    page = client.open("/konto/suchen")
    assert "1 neue Idee" in page.text
    assert "2 neue Ideen" in page.text
    with transaction():
        db.session.execute(update(SavedSearch).values(looked_at=now() - timedelta(days=1)))
    client.post(f"/konto/suchen/{search.id}/oeffnen")
    assert "nichts Neues" in client.open("/konto/suchen").text


def test_the_list_takes_the_same_number_of_statements_for_one_search_and_for_ten(app: Flask, board: Board) -> None:
    account, counts = make_account(), []
    for many in (1, 9):
        for number in range(many):
            keep(account, f"Suche {number}", board_id=board.subject_id, words="bank")
        browser = Browser(app).sign_in(account)
        browser.open("/ideen")
        with counting(app) as said:
            browser.open("/konto/suchen")
        counts.append(len(said))
    assert counts[0] == counts[1] <= 11


def test_it_is_renamed_heard_of_less_often_and_deleted(client: Browser, app: Flask) -> None:
    account = make_account()
    search = keep(account)
    client.sign_in(account)
    form = fields_of(client.open(f"/konto/suchen/{search.id}").form(f"/konto/suchen/{search.id}"))
    page = client.post(f"/konto/suchen/{search.id}", {**form, "name": ""}, status=422)
    assert "Bitte geben Sie der Suche einen Namen." in page.text
    client.post(f"/konto/suchen/{search.id}", {**form, "name": "Sitzen", "frequency": "at_once"})
    assert "Sitzen" in client.follow().text
    client.post(f"/konto/suchen/{search.id}/loeschen")
    assert "Noch keine gespeicherten Suchen" in client.follow().text


def test_nobody_else_opens_changes_or_deletes_it(app: Flask, client: Browser) -> None:
    search = keep(make_account())
    client.sign_in(make_account())
    client.open(f"/konto/suchen/{search.id}", status=404)
    for act in ("", "/oeffnen", "/loeschen"):
        client.post(f"/konto/suchen/{search.id}{act}", {"name": "x", "frequency": "daily"}, status=404)


def test_there_is_room_for_twenty(client: Browser, app: Flask) -> None:
    account = make_account()
    for number in range(20):
        keep(account, f"Suche {number}")
    with pytest.raises(Invalid), transaction():
        commands.save_search(account.id, name="noch eine", frequency=Frequency.DAILY)
    client.sign_in(account)
    page = client.open("/konto/suchen/neu?q=bank")
    form = page.soup.select_one("main form")
    assert form is not None
    page = client.post(str(form["action"]), fields_of(form), status=422)
    assert "Mehr als 20 Suchen können Sie nicht speichern." in page.text


def test_many_tabs_at_once_do_not_slip_past_twenty(live_app: Flask) -> None:
    with live_app.app_context():
        account_id = make_account().id

    def save(number: int) -> None:
        with transaction():
            commands.save_search(account_id, name=f"Suche {number}", frequency=Frequency.DAILY)

    refused = [e for e in at_once(live_app, save, count=30, threads=6) if isinstance(e, Exception)]
    assert len(refused) == 10
    assert all(isinstance(error, Invalid) for error in refused)
    with live_app.app_context():
        assert queries.count_searches(account_id) == 20


def test_a_board_that_cannot_be_seen_is_not_named(client: Browser, app: Flask) -> None:
    inside = make_board(make_process(audience=Audience.INTERNAL), slug="intern", title="Nur für innen")
    account = make_account()
    search = keep(account, board_id=inside.subject_id)
    client.sign_in(account)
    page = client.open("/konto/suchen")
    assert "Nur für innen" not in page.text
    assert "Das Themenboard ist nicht mehr zu sehen." in page.text
    client.post(f"/konto/suchen/{search.id}/oeffnen", status=404)
    client.open("/konto/suchen/neu?board=intern", status=404)


def test_what_is_ones_own_stands_on_one_page_with_what_became_of_it(client: Browser, board: Board) -> None:
    me, other = make_account(), make_account()
    mine = make_idea(board, title="Sitzen am Fluss", author_id=me.id)
    theirs = make_idea(board, title="Licht am Weg", author_id=other.id)
    make_answer(theirs)
    with transaction():
        measure = add_subject(SubjectKind.MEASURE, "Bänke am Ufer", path="/massnahmen/baenke")
        link_subjects(mine.subject_id, measure.id, LinkKind.GREW_FROM)
        ideas.mark_promoted(mine, actor=HOUSE)
    make_comment(theirs.subject_id, text="Das fehlt dort **wirklich**.", author_id=me.id)
    client.sign_in(me)
    client.post(f"/ideen/{theirs.subject_id}/stimme", {"value": "1"})
    client.post(f"/folgen/{theirs.subject_id}")
    page = client.open("/konto/beitraege")
    assert page.links()["wurde zur Maßnahme „Bänke am Ufer“"] == "/massnahmen/baenke"
    assert "Das fehlt dort wirklich ." in page.text or "Das fehlt dort wirklich." in page.text
    supports = page.soup.find(id="unterstuetzungen")
    assert supports is not None
    assert "Licht am Weg" in supports.get_text()
    assert "Diese Liste sehen nur Sie." in supports.get_text()
    assert "Licht am Weg" in page.soup.find(id="folge-ich").get_text()  # type: ignore[union-attr]
    client.sign_in(other)
    assert "Das fehlt dort" not in client.open("/konto/beitraege").text


def test_what_was_supported_and_then_hidden_is_not_named(client: Browser, board: Board) -> None:
    me, idea = make_account(), make_idea(board, title="Werbung für Schuhe")
    client.sign_in(me)
    client.post(f"/ideen/{idea.subject_id}/stimme", {"value": "1"})
    with transaction():
        ideas.hide_idea(idea, actor=HOUSE, reason="Werbung")
    page = client.open("/konto/beitraege")
    assert "Werbung für Schuhe" not in page.text
    assert "eine Idee, die nicht mehr öffentlich ist" in page.text
