"""Writing an idea: drafts of people with an account, writing without one, and nothing that is typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.core import clock
from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.models import Idea, IdeaDraft, Vote, WaitingIdea
from participation.dialogue.processes.commands import add_phase
from participation.dialogue.processes.models import Phase, PhaseKind, Process
from participation.people.accounts.models import Account
from tests.browser import Browser
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import PASSWORD, make_account
from tests.factories.pictures import make_draft

TEXT = "Am Ufer fehlt Schatten. Drei Bäume würden hier im Sommer allen helfen."


def form_of(board: Board) -> str:
    return f"/boards/{board.slug}/idee-einreichen"


def first_category(client: Browser) -> str:
    assert client.page is not None
    return str(client.page.soup.select('select[name="category"] option')[1]["value"])


def write(client: Browser, board: Board, **values: str) -> None:
    """Go through the steps up to the last one."""
    client.open(form_of(board))
    values = {"title": "Drei Bäume am Ufer", "text": TEXT, "category": first_category(client), **values}
    client.send("idee-einreichen", status=200, **values)
    client.send("idee-einreichen", status=200, street="Höhe Metzgerturm")


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def value_of(client: Browser, name: str) -> str:
    assert client.page is not None
    found = client.page.soup.find(attrs={"name": name})
    assert found is not None
    return found.get_text().strip() if found.name == "textarea" else str(found.get("value", ""))  # type: ignore[union-attr]


def close_the_phase(board: Board) -> None:
    with transaction():
        for phase in db.session.scalars(select(Phase).where(Phase.process_id == board.process_id)):
            phase.ends_at = now() - timedelta(hours=1)


# Drafts


def test_what_is_typed_is_kept_while_typing_and_is_there_on_the_next_visit(client: Browser) -> None:
    board, account = make_board(), make_account()
    client.sign_in(account).open(form_of(board))
    sent = {"title": "Drei Bäume", "text": "Am Ufer", "category": first_category(client), "step": "was"}
    with clock.stopped_at(now()):
        page = client.post(f"/boards/{board.slug}/entwurf", sent, status=200, headers={"HX-Request": "true"})
        assert page.text.startswith("Gespeichert ")
    client.open(form_of(board))
    assert (value_of(client, "title"), value_of(client, "text")) == ("Drei Bäume", "Am Ufer")
    assert client.page is not None
    assert client.page.soup.select_one('select[name="category"] option[selected]')["value"] == sent["category"]  # type: ignore[index]
    assert client.page.shows("Gespeichert")


def test_each_step_keeps_the_draft_and_sending_ends_it(client: Browser) -> None:
    board = make_board()
    client.sign_in(make_account())
    write(client, board)
    assert count(IdeaDraft) == 1
    client.open(form_of(board))
    assert value_of(client, "street") == "Höhe Metzgerturm"
    write(client, board)
    client.send("idee-einreichen")
    assert (count(IdeaDraft), count(Idea)) == (0, 1)
    client.open(form_of(board))
    assert value_of(client, "title") == ""


def test_without_a_script_a_button_keeps_the_draft_and_another_throws_it_away(client: Browser) -> None:
    board = make_board()
    client.sign_in(make_account()).open(form_of(board))
    page = client.send("idee-einreichen", status=200, title="Drei", text="", go="entwurf")
    assert page.shows("Gespeichert")
    assert page.heading == "Was ist Ihre Idee?"
    assert not page.shows("Bitte beschreiben Sie Ihre Idee")
    client.send("idee-einreichen", go="verwerfen")
    assert client.follow().shows("Ihr Entwurf ist gelöscht")
    assert count(IdeaDraft) == 0


def test_an_empty_form_makes_no_draft(client: Browser) -> None:
    board = make_board()
    client.sign_in(make_account()).open(form_of(board))
    client.post(f"/boards/{board.slug}/entwurf", {"category": first_category(client)}, status=200)
    assert count(IdeaDraft) == 0


def test_a_draft_is_seen_by_its_writer_alone(client: Browser, app: Flask) -> None:
    board, writer = make_board(), make_account()
    make_draft(board, writer, title="Noch geheim")
    for browser in (Browser(app), Browser(app).sign_in(make_account())):
        assert "Noch geheim" not in browser.open(form_of(board)).body
    assert "Noch geheim" in client.sign_in(writer).open(form_of(board)).body


def test_a_draft_stands_among_ones_own_contributions_and_leads_on(client: Browser) -> None:
    board, writer = make_board(), make_account()
    make_draft(board, writer, title="Noch nicht fertig")
    page = client.sign_in(writer).open("/konto/beitraege")
    assert page.links()["Noch nicht fertig"] == form_of(board)


def test_what_comes_late_from_another_window_brings_no_draft_back(client: Browser) -> None:
    board = make_board()
    client.sign_in(make_account())
    write(client, board)
    key = value_of(client, "send_key")
    client.send("idee-einreichen")
    client.open("/konto/post")
    client.post(f"/boards/{board.slug}/entwurf", {"title": "Drei Bäume", "send_key": key}, status=409)
    assert count(IdeaDraft) == 0


def test_sending_a_second_time_leaves_a_new_draft_alone(client: Browser) -> None:
    board, account = make_board(), make_account()
    client.sign_in(account)
    write(client, board)
    page = client.page
    client.send("idee-einreichen")
    make_draft(board, account, title="Die nächste Idee")
    client.page = page
    client.send("idee-einreichen")
    assert (count(Idea), count(IdeaDraft)) == (1, 1)


def test_far_too_much_text_is_told_and_not_kept(client: Browser) -> None:
    board = make_board()
    client.sign_in(make_account()).open(form_of(board))
    page = client.send("idee-einreichen", status=422, title="Drei Bäume", text="x" * 21_000, go="entwurf")
    assert page.shows("zu viel Text für einen Entwurf")
    assert value_of(client, "text") == "x" * 21_000


def test_a_phase_that_closes_meanwhile_loses_no_text(client: Browser) -> None:
    board = make_board()
    client.sign_in(make_account())
    write(client, board)
    close_the_phase(board)
    page = client.send("idee-einreichen", status=403)
    assert page.shows("Ideen konnten bis zum")
    assert page.shows("Er liegt als Entwurf in Ihrem Konto")
    assert page.shows("Drei Bäume würden hier")
    assert client.open(form_of(board), status=403).shows("Drei Bäume würden hier")
    assert count(Idea) == 0


def test_a_session_that_ended_while_writing_loses_no_text(client: Browser) -> None:
    board = make_board()
    client.sign_in(make_account())
    write(client, board)
    client.client.delete_cookie("sitzung")
    page = client.send("idee-einreichen", status=422)
    assert page.shows("Ihre Sitzung war abgelaufen. Ihr Text ist noch da.")
    assert page.shows("Drei Bäume würden hier")
    client.send("idee-einreichen")
    assert client.follow().shows("Dann ist Ihre Idee da")
    assert count(WaitingIdea) == 1


# Without an account


def test_whoever_is_not_signed_in_writes_and_finds_the_idea_sent_after_signing_in(client: Browser) -> None:
    board, account = make_board(), make_account("Donauradlerin")
    write(client, board)
    assert client.page is not None
    assert client.page.shows("Nach dem Einreichen melden Sie sich an")
    client.send("idee-einreichen", follow="y")
    assert client.follow().shows("Dann ist Ihre Idee da")
    assert count(Idea) == 0
    client.send("/anmelden", email=account.email, password=PASSWORD)
    client.follow(status=303)
    thanks = client.follow()
    assert thanks.shows("Wie geht es weiter?")
    page = client.open(thanks.links()["Zu meiner Idee"])
    assert (page.heading, page.shows("Donauradlerin"), page.shows("Höhe Metzgerturm")) == (
        "Drei Bäume am Ufer", True, True,
    )  # fmt: skip
    assert (count(WaitingIdea), count(Idea), count(IdeaDraft)) == (0, 1, 0)


def test_whoever_makes_an_account_for_it_finds_the_idea_sent_after_confirming(client: Browser) -> None:
    from participation.records.mailbox.models import Mail

    write(client, make_board())
    client.send("idee-einreichen")
    page = client.follow()
    client.open(page.links()["Konto anlegen"])
    client.send(
        "/konto/anlegen", email="neu@example.org", pseudonym="Neu hier", password="Der Spatz trägt quer", terms="y"
    )
    context = db.session.scalars(select(Mail.context).where(Mail.recipient == "neu@example.org")).one()
    client.open(f"/konto/bestaetigen/{context['token']}")
    client.send("")
    client.follow(status=303)
    assert client.follow().shows("Danke für Ihre Idee")
    idea = db.session.scalars(select(Idea)).one()
    author = db.session.get_one(Account, idea.author_id)
    assert author.pseudonym == "Neu hier"


def test_an_address_alone_does_nothing_and_another_session_finds_nothing(client: Browser, app: Flask) -> None:
    idea, board = make_idea(), make_board()
    write(client, board)
    client.send("idee-einreichen")
    for browser in (Browser(app).sign_in(make_account()), Browser(app)):
        browser.open("/weitermachen", status=303)
    client.open(f"/ideen/{idea.subject_id}/stimme")
    stranger = Browser(app).sign_in(make_account())
    stranger.open(f"/ideen/{idea.subject_id}/stimme")
    stranger.open("/weitermachen", status=303)
    assert (count(Vote), db.session.scalar(select(func.count()).where(Idea.board_id == board.subject_id))) == (0, 0)


def test_what_waits_is_sent_once_and_not_after_its_time(client: Browser) -> None:
    account, board = make_account(), make_board()
    write(client, board)
    client.send("idee-einreichen")
    client.sign_in(account)
    with clock.stopped_at(now() + timedelta(hours=25)):
        assert client.open("/weitermachen", status=303).location == "/"
    assert count(Idea) == 0


def test_where_the_account_may_not_the_idea_waits_as_a_draft(client: Browser) -> None:
    board = make_board()
    write(client, board)
    client.send("idee-einreichen")
    close_the_phase(board)
    client.sign_in(make_account())
    page = client.open("/weitermachen", status=403)
    assert page.shows("Ideen konnten bis zum")
    assert page.shows("Drei Bäume würden hier")
    assert (count(Idea), count(IdeaDraft), count(WaitingIdea)) == (0, 1, 0)


def test_another_draft_is_not_overwritten_by_what_waited(client: Browser) -> None:
    board, account = make_board(), make_account()
    make_draft(board, account, title="Mein älterer Entwurf")
    write(client, board)
    client.send("idee-einreichen")
    close_the_phase(board)
    client.sign_in(account)
    for _ in range(2):
        assert client.open("/weitermachen", status=403).shows("Drei Bäume würden hier")
    assert db.session.scalars(select(IdeaDraft)).one().fields["title"] == "Mein älterer Entwurf"


def test_the_age_is_asked_first_and_then_the_idea_is_sent(client: Browser) -> None:
    board = make_board(make_process(minimum_age=14))
    write(client, board)
    client.send("idee-einreichen")
    client.sign_in(make_account())
    assert client.open("/weitermachen").heading == "Hier kann man ab 14 Jahren mitmachen"
    client.send("/alter", age="14")
    client.follow(status=303)
    assert client.follow().shows("Danke für Ihre Idee")


def test_support_that_a_closed_phase_refuses_is_told(client: Browser) -> None:
    idea = make_idea(board := make_board())
    client.open(f"/ideen/{idea.subject_id}/stimme")
    client.send("/vormerken")
    close_the_phase(board)
    client.sign_in(make_account())
    assert client.open("/weitermachen", status=403).shows("Unterstützen war bis zum")
    assert count(Vote) == 0


def test_readers_get_no_cookie_before_they_act(client: Browser) -> None:
    idea = make_idea(board := make_board())
    for path in (f"/boards/{board.slug}", f"/ideen/{idea.subject_id}", f"/ideen/{idea.subject_id}/fassungen"):
        assert "Set-Cookie" not in client.open(path).response.headers


# Similar ideas


def test_similar_ideas_stand_beside_the_title_and_before_sending(client: Browser) -> None:
    board = make_board()
    other = make_idea(board, title="Bäume am Ufer pflanzen")
    part = client.open(f"/boards/{board.slug}/aehnliche-ideen?title=Drei+B%C3%A4ume+am+Ufer")
    assert part.links()["Bäume am Ufer pflanzen (öffnet ein neues Fenster)"] == f"/ideen/{other.subject_id}"
    assert part.shows("Sie können eine dieser Ideen unterstützen oder Ihre eigene einreichen.")
    assert not client.open(f"/boards/{board.slug}/aehnliche-ideen?title=Radweg").soup.find("a")
    write(client, board)
    assert client.page is not None
    assert client.page.shows("Gibt es das schon?")
    client.sign_in(make_account())
    write(client, board)
    client.send("idee-einreichen")
    assert count(Idea) == 2


# Versions and taking back


def test_versions_show_which_words_came_and_went(client: Browser) -> None:
    account = make_account()
    idea = make_idea(author_id=account.id, title="Eine Bank am Ufer", text="Eine Bank im Schatten würde vielen helfen.")
    client.sign_in(account).open(f"/ideen/{idea.subject_id}/bearbeiten")
    client.send(
        "/bearbeiten", title="Zwei Bänke am Ufer", text="Zwei Bänke im Schatten würden vielen helfen.", reason="Mehr"
    )
    page = client.open(f"/ideen/{idea.subject_id}/fassungen")
    assert [mark.get_text().strip() for mark in page.soup.select("p.changes ins, p.changes del")] == [
        "gestrichen: Eine Bank", "neu: Zwei Bänke", "gestrichen: würde", "neu: würden",
    ]  # fmt: skip
    assert page.shows("Mehr")


def test_an_idea_is_taken_back_with_a_reason_that_stands_in_its_place(client: Browser, app: Flask) -> None:
    account = make_account()
    idea = make_idea(author_id=account.id)
    client.sign_in(account).open(f"/ideen/{idea.subject_id}/zurueckziehen")
    assert client.send("/zurueckziehen", reason="x" * 501, status=422).shows("höchstens 500 Zeichen")
    client.send("/zurueckziehen", reason="Die Bank steht inzwischen.")
    assert Browser(app).open(f"/ideen/{idea.subject_id}").shows("Begründung: Die Bank steht inzwischen.")


@pytest.mark.parametrize("path", ["idee-einreichen", "aehnliche-ideen?title=Baum"])
def test_a_board_that_others_do_not_see_takes_nothing(client: Browser, path: str) -> None:
    process = make_process(publish=False, phase=None)
    with transaction():
        row = db.session.get_one(Process, process.subject_id)
        add_phase(
            row, kind=PhaseKind.COLLECT, title="Bald", actor=HOUSE, starts_at=now() - timedelta(days=1),
            ends_at=now() + timedelta(days=1),
        )  # fmt: skip
    board = make_board(process)
    client.open(f"/boards/{board.slug}/{path}", status=404)
