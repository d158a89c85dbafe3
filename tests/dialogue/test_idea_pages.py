"""Submitting, reading, supporting, commenting and withdrawing ideas, as people meet it."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import func, select

from participation.core import clock
from participation.core.actor import HOUSE, Role
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.commands import hide_idea, merge_idea
from participation.dialogue.ideas.models import Idea, Vote
from participation.dialogue.processes.commands import add_phase
from participation.dialogue.processes.models import PhaseKind, Process
from participation.people.notifications.models import Subscription
from participation.web.filters import day, short_day
from tests.browser import Browser
from tests.factories.dialogue import make_board, make_comment, make_idea, make_process
from tests.factories.people import make_account, make_staff

TEXT = "Am Ufer fehlt Schatten. Drei Bäume würden hier im Sommer allen helfen."


def write_idea(client: Browser, board: Board, **values: str) -> None:
    """Fill in the three steps and send."""
    client.open(f"/boards/{board.slug}/idee-einreichen")
    assert client.page is not None
    category = client.page.soup.find("select", {"name": "category"}).find_all("option")[1]["value"]  # type: ignore[union-attr]
    client.send("idee-einreichen", status=200, title="Drei Bäume am Ufer", text=TEXT, category=str(category))
    client.send("idee-einreichen", status=200, street="Höhe Metzgerturm", **values)


def test_an_idea_is_written_in_three_steps_checked_and_sent(client: Browser) -> None:
    board, account = make_board(), make_account("Donauradlerin")
    client.sign_in(account)
    write_idea(client, board)
    assert client.page is not None
    assert client.page.shows("So wird Ihre Idee aussehen")
    assert client.page.shows("Drei Bäume würden hier")
    client.send("idee-einreichen", follow="y")
    thanks = client.follow()
    assert thanks.shows("Wie geht es weiter?")
    page = client.open(thanks.links()["Zu meiner Idee"])
    assert page.heading == "Drei Bäume am Ufer"
    assert page.shows("Donauradlerin")
    assert page.shows("Höhe Metzgerturm")
    assert db.session.scalar(select(func.count()).select_from(Subscription)) == 1


def test_going_back_keeps_what_was_typed_and_faults_are_told_beside_their_field(client: Browser) -> None:
    board = make_board()
    client.sign_in(make_account())
    client.open(f"/boards/{board.slug}/idee-einreichen")
    page = client.send("idee-einreichen", status=422, title="Kurz", text="", category="")
    assert page.shows("Die Überschrift braucht 5 bis 120 Zeichen")
    assert page.shows("Bitte beschreiben Sie Ihre Idee")
    assert page.soup.find("input", {"name": "title"})["value"] == "Kurz"  # type: ignore[index]
    write_idea(client, board)
    page = client.send("idee-einreichen", status=200, go="zurueck")
    assert page.soup.find("input", {"name": "street"})["value"] == "Höhe Metzgerturm"  # type: ignore[index]
    page = client.send("idee-einreichen", status=200, go="zurueck")
    assert page.soup.find("input", {"name": "title"})["value"] == "Drei Bäume am Ufer"  # type: ignore[index]


def test_sending_twice_is_taken_once(client: Browser) -> None:
    client.sign_in(make_account())
    write_idea(client, make_board())
    page = client.page
    first = client.send("idee-einreichen")
    client.page = page
    assert client.send("idee-einreichen").location == first.location
    assert db.session.scalar(select(func.count()).select_from(Idea)) == 1


def test_supporting_counts_once_and_is_taken_back_once(client: Browser) -> None:
    idea = make_idea()
    client.sign_in(make_account())
    for _ in range(2):
        client.open(f"/ideen/{idea.subject_id}")
        assert client.page is not None
        page = client.page
        client.send("/stimme")
        client.page = page
        client.send("/stimme")
        assert client.open(f"/ideen/{idea.subject_id}").shows("1 Unterstützung")
        client.send("/zuruecknehmen")
        assert client.open(f"/ideen/{idea.subject_id}").shows("0 Unterstützungen")


def test_with_htmx_the_box_alone_comes_back(client: Browser) -> None:
    idea = make_idea()
    client.sign_in(make_account())
    client.open(f"/ideen/{idea.subject_id}")
    part = client.send("/stimme", htmx=True, status=200)
    assert part.soup.find(id="stimme")
    assert not part.soup.find("html")
    assert part.shows("Sie unterstützen diese Idee")


def test_a_visitor_who_supports_finds_it_done_after_signing_in(client: Browser) -> None:
    idea, account = make_idea(), make_account()
    page = client.open(f"/ideen/{idea.subject_id}")
    assert not page.soup.find("form", {"method": "post"})
    client.open(page.links()["Anmelden und unterstützen"])
    client.send("/stimme/vormerken")
    assert client.follow().shows("Dann zählt Ihre Unterstützung")
    from tests.factories.people import PASSWORD

    client.send("/anmelden", email=account.email, password=PASSWORD)
    assert client.follow(status=303).location == f"/ideen/{idea.subject_id}#stimme"
    page = client.follow()
    assert page.shows("Ihre Unterstützung ist gezählt")
    assert page.shows("1 Unterstützung")
    assert page.shows("Sie unterstützen diese Idee")


def test_comments_stand_in_threads_and_can_be_taken_back(client: Browser) -> None:
    idea, account = make_idea(), make_account("Lea L.")
    first = make_comment(idea.subject_id, text="Wer gießt die Bäume?")
    client.sign_in(account)
    client.open(f"/ideen/{idea.subject_id}/kommentieren?auf={first.subject_id}")
    client.send("/kommentieren", text="Die Nachbarschaft, reihum.")
    page = client.open(f"/ideen/{idea.subject_id}")
    assert page.shows("Kommentare (2)")
    thread = page.soup.find(id=f"kommentar-{first.subject_id}")
    assert thread is not None
    assert "reihum" in thread.get_text()
    client.open(page.links()["Zurückziehen"])
    client.send("/zurueckziehen")
    page = client.open(f"/ideen/{idea.subject_id}")
    assert page.shows("Kommentare (1)")
    assert "reihum" not in page.text


def test_an_empty_comment_is_told_and_a_long_one_is_kept(client: Browser) -> None:
    idea = make_idea()
    client.sign_in(make_account())
    client.open(f"/ideen/{idea.subject_id}")
    assert client.send("/kommentieren", text="  ", status=422).shows("Bitte schreiben Sie einen Kommentar")
    page = client.send("/kommentieren", text="x" * 2001, status=422)
    assert page.soup.find("textarea", {"name": "text"}).get_text().strip() == "x" * 2001  # type: ignore[union-attr]


def midnight(days: int) -> datetime:
    """The midnight with which a day begins in town, so many days from now."""
    day = clock.today() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, tzinfo=clock.TOWN)


def test_a_phase_that_ends_at_midnight_is_told_to_end_on_the_day_before(client: Browser) -> None:
    process = make_process(phase=None)
    with transaction():
        process = db.session.get_one(Process, process.subject_id)
        add_phase(
            process, kind=PhaseKind.COLLECT, title="Jetzt", actor=HOUSE,
            starts_at=clock.now() - timedelta(days=2), ends_at=midnight(5),
        )  # fmt: skip
    idea = make_idea(make_board(process))
    page, last_day = client.open(f"/ideen/{idea.subject_id}"), clock.today() + timedelta(days=4)
    assert page.shows(f"bis {day(last_day)}")
    assert page.shows(f"Unterstützen ist bis zum {short_day(last_day)} möglich.")


def test_what_a_phase_has_closed_no_route_writes_and_the_refusal_says_when(client: Browser) -> None:
    process = make_process(phase=None)
    with transaction():
        process = db.session.get_one(Process, process.subject_id)
        add_phase(
            process, kind=PhaseKind.COLLECT, title="Vorbei", actor=HOUSE,
            starts_at=clock.now() - timedelta(days=20), ends_at=midnight(-10),
        )  # fmt: skip
    board = make_board(process)
    idea = make_idea(board)
    client.sign_in(make_account())
    last_day = short_day(clock.today() - timedelta(days=11))
    for path, data in (
        (f"/ideen/{idea.subject_id}/stimme", {"value": "1"}),
        (f"/ideen/{idea.subject_id}/stimme/zuruecknehmen", {}),
        (f"/ideen/{idea.subject_id}/kommentieren", {"text": "Noch ein Gedanke"}),
        (f"/boards/{board.slug}/idee-einreichen", {"step": "was"}),
    ):
        client.open("/konto/post")
        page = client.post(path, data, status=403)
        assert page.shows(f"bis zum {last_day}"), page.text
    assert db.session.scalar(select(func.count()).select_from(Vote)) == 0


def test_a_withdrawn_idea_leaves_its_place_marked(client: Browser, app: Flask) -> None:
    account = make_account()
    idea = make_idea(author_id=account.id, title="Meine Idee vom Ufer")
    client.sign_in(account)
    client.open(f"/ideen/{idea.subject_id}/zurueckziehen")
    client.send("/zurueckziehen")
    page = Browser(app).open(f"/ideen/{idea.subject_id}")
    assert page.shows("Diese Idee wurde zurückgezogen")
    assert "Meine Idee vom Ufer" not in page.body


def test_a_hidden_idea_shows_the_reason_to_all_and_the_text_to_its_moderators(client: Browser, app: Flask) -> None:
    board = make_board()
    idea = make_idea(board, title="Ein böser Titel")
    process = db.session.get_one(Process, board.process_id)
    moderator = make_staff(Role.MODERATOR, process.department_id)
    stranger = make_staff(Role.MODERATOR, make_process().department_id)
    with transaction():
        hide_idea(db.session.get_one(Idea, idea.subject_id), actor=HOUSE, reason="Beleidigung")
    assert "Ein böser Titel" not in client.open(f"/ideen/{idea.subject_id}").body
    assert client.page is not None
    assert client.page.shows("Begründung: Beleidigung")
    assert Browser(app).sign_in(moderator).open(f"/ideen/{idea.subject_id}").shows("Ein böser Titel")
    assert "Ein böser Titel" not in Browser(app).sign_in(stranger).open(f"/ideen/{idea.subject_id}").body


def test_a_merged_idea_points_to_where_it_goes_on(client: Browser) -> None:
    board = make_board()
    old, new = make_idea(board), make_idea(board, title="Schatten am ganzen Ufer")
    with transaction():
        merge_idea(
            db.session.get_one(Idea, old.subject_id), into=db.session.get_one(Idea, new.subject_id), actor=HOUSE,
            reason="Beide wollen Schatten.",
        )  # fmt: skip
    page = client.open(f"/ideen/{old.subject_id}")
    assert page.shows("geht in einer anderen weiter")
    assert page.links()["Schatten am ganzen Ufer"] == f"/ideen/{new.subject_id}"


def test_only_authors_revise_and_a_stale_form_keeps_both_texts(client: Browser, app: Flask) -> None:
    account = make_account()
    idea = make_idea(author_id=account.id)
    assert Browser(app).sign_in(make_account()).open(f"/ideen/{idea.subject_id}/bearbeiten", status=403)
    client.sign_in(account)
    client.open(f"/ideen/{idea.subject_id}/bearbeiten")
    stale = client.page
    client.send("/bearbeiten", title="Neuer Titel für alle", text=TEXT)
    client.page = stale
    page = client.send("/bearbeiten", title="Anderer Titel", text=TEXT + " Und ein Brunnen.", status=409)
    assert page.shows("Inzwischen gibt es eine neuere Fassung")
    assert page.shows("Und ein Brunnen")
    assert client.open(f"/ideen/{idea.subject_id}/fassungen").shows("Fassung 2")


def test_an_unconfirmed_account_is_told_what_to_do(client: Browser) -> None:
    idea = make_idea()
    client.sign_in(make_account(confirmed=False))
    client.open(f"/ideen/{idea.subject_id}")
    assert client.send("/stimme", status=403).shows("bestätigen Sie zuerst Ihre E-Mail-Adresse")


def test_what_people_write_is_text_and_never_runs(client: Browser) -> None:
    idea = make_idea(title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)> {{ 7*7 }} ${alert(1)} lang")
    page = client.open(f"/ideen/{idea.subject_id}")
    assert "<script>alert" not in page.body
    assert "<img src=x" not in page.body
    assert "49" not in page.heading


def test_a_wrong_number_is_a_page(client: Browser) -> None:
    assert client.open("/ideen/999999", status=404).heading == "Diese Seite gibt es nicht"


def test_what_is_written_on_an_english_page_is_read_in_english_on_the_german_one(client: Browser) -> None:
    idea = make_idea(board := make_board(), title="A bench in the shade", language="en")
    german = make_idea(board, title="Eine Bank am Ufer")
    client.sign_in(make_account())
    client.open(f"/en/ideen/{german.subject_id}/kommentieren")
    client.send("kommentieren", text="Good idea, and a bin beside it.")
    text = client.open(f"/ideen/{german.subject_id}").soup.select_one(".comment__text")
    assert text is not None
    assert text["lang"] == "en"
    assert client.open(f"/en/ideen/{german.subject_id}").body.count('class="comment__text prose">') == 1
    marked = [[span.text for span in client.open(path).soup.select(".card__title [lang]")]
              for path in (f"/boards/{board.slug}", f"/en/boards/{board.slug}")]  # fmt: skip
    assert marked == [[idea.title], [german.title]]
