"""Calls: applying in steps, hidden until the deadline, visible from then on without anybody doing anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.core import clock
from participation.core.actor import HOUSE, VISITOR, Role
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.core.places import Point
from participation.core.transactions import transaction
from participation.core.uploads import delete_files
from participation.dialogue.boards.models import Board
from participation.dialogue.calls import rules
from participation.dialogue.calls.commands import follow_phases, set_up_call
from participation.dialogue.calls.models import Application, ApplicationFile, ConditionAcceptance
from participation.dialogue.calls.queries import accepted_for, files_of, team_of
from participation.dialogue.calls.tasks import forget_drafts_and_invitations
from participation.dialogue.ideas.commands import hide_idea
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.models import Phase, StoredFile
from participation.dialogue.processes.queries import phases_of
from participation.people.accounts.models import Account
from participation.people.notifications.tasks import tell_people
from participation.records.journal.tasks import chain_new_entries
from participation.records.mailbox.models import Mail
from participation.records.mailbox.rendering import render_mail
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import subject_seen_by
from tests.browser import Browser
from tests.factories.calls import PDF, a_picture, make_application, make_call
from tests.factories.people import make_account, make_staff, person

PLACE = Point(9.99, 48.40)


@pytest.fixture
def account(app: Flask) -> Account:
    return make_account("Hofgärtnerin")


@pytest.fixture
def board(app: Flask) -> Board:
    return make_call(board={"slug": "hof", "title": "Höfe"}, deadline=now().replace(second=0) + timedelta(hours=2))


@pytest.fixture
def applicant(app: Flask, account: Account) -> Browser:
    return Browser(app).sign_in(account)


def deadline(board: Board) -> datetime:
    found = db.session.get_one(Board, board.subject_id).hidden_until
    assert found is not None
    return found


def at_deadline(board: Board, *, later: timedelta = timedelta(minutes=1)) -> Any:
    return clock.stopped_at(deadline(board) + later)


def write(browser: Browser, board: Board, **values: Any) -> None:
    """Fill in the first two steps."""
    browser.open(f"/boards/{board.slug}/bewerben")
    typed = {"title": "Ein Beet im Hof", "text": "Wir legen zusammen ein Beet im Hof an.", **values}
    category = browser.page.form("bewerben").find("select", {"name": "category"}).find_all("option")[1]["value"]  # type: ignore[union-attr]
    browser.send("bewerben", status=200, category=category, **typed)
    browser.send("bewerben", status=200)


def upload(browser: Browser, data: bytes, name: str, *, status: int = 200) -> None:
    browser.send("bewerben", status=status, go="hochladen", file=(BytesIO(data), name))


def conditions(browser: Browser) -> list[str]:
    assert browser.page is not None
    return [str(one["value"]) for one in browser.page.soup.find_all("input", {"name": "conditions"})]


def hand_in(browser: Browser, board: Board, **values: Any) -> int:
    """All steps without team and files."""
    write(browser, board, **values)
    browser.send("bewerben", status=200)
    browser.send("bewerben", conditions=conditions(browser))
    return int(str(browser.page.location).split("/")[-2])  # type: ignore[union-attr]


def test_a_team_hands_in_with_a_file(app: Flask, applicant: Browser, board: Board) -> None:
    write(applicant, board)
    assert applicant.page is not None
    assert applicant.page.heading == "Wer macht mit, und was gehört dazu?"
    upload(applicant, PDF, "../Kosten plan.pdf")
    assert applicant.page.shows("Kosten plan")
    applicant.send("bewerben", status=200, team_name="Team Hof", members="lea@example.org\n", shows_name="y")
    assert applicant.page.heading == "Stimmt alles?"
    applicant.send("bewerben", status=422)
    assert applicant.page.shows("Bitte bestätigen Sie jede Bedingung.")
    assert applicant.page.shows("Kosten plan")
    applicant.send("bewerben", conditions=conditions(applicant))
    page = applicant.follow()
    assert page.heading == "Danke für Ihre Bewerbung"
    assert page.shows("Bis zum")
    idea = db.session.scalars(select(Idea)).one()
    team = team_of(idea.subject_id)
    assert team is not None
    assert (team.name, team.shown_members, [one.title for one in team.files]) == (
        "Team Hof", ["Hofgärtnerin"], ["Kosten plan"],
    )  # fmt: skip
    assert [text for text, _ in accepted_for(idea.subject_id)] == [
        "Wir setzen das Vorhaben selbst um.", "Wir berichten danach.",
    ]  # fmt: skip
    assert db.session.scalars(select(StoredFile.subject_id)).one() == idea.subject_id
    mail = db.session.scalars(select(Mail).where(Mail.template == "team_invitation")).one()
    assert (mail.recipient, mail.context["by"], mail.context["team"]) == (
        "lea@example.org", "Hofgärtnerin", "Team Hof",
    )  # fmt: skip


def test_the_receipt_says_when_it_will_be_public(app: Flask, board: Board, account: Account) -> None:
    make_application(board, account)
    chain_new_entries()
    tell_people()
    mail = db.session.scalars(select(Mail).where(Mail.template == "idea_submitted")).one()
    assert mail.recipient == account.email
    assert mail.context["visible_from"] == deadline(board).isoformat()
    assert "Danach wird sie öffentlich" in render_mail(mail).get_content()


def test_nobody_but_team_and_department_sees_it_before(app: Flask, board: Board, account: Account) -> None:
    member = make_account("Zweite")
    idea = make_application(board, account, member, files=("Kostenplan",))
    department = db.session.get_one(Subject, idea.subject_id).department_id
    people = {
        "participant": make_account(), "foreign": make_staff(Role.MODERATOR, 1), "lead": account, "member": member,
        "moderator": make_staff(Role.MODERATOR, department), "editor": make_staff(Role.EDITOR, department),
        "coordinator": make_staff(Role.COORDINATOR),
    }  # fmt: skip
    file = files_of(idea.subject_id)[0]
    db.session.commit()
    seen = {"visitor": Browser(app)} | {name: Browser(app).sign_in(one) for name, one in people.items()}
    for path in (f"/ideen/{idea.subject_id}", f"/ideen/{idea.subject_id}/anlagen/{file.id}"):
        found = {name: one.client.get(path).status_code for name, one in seen.items()}
        shut = {"visitor", "participant", "foreign"}
        assert found == {name: 404 if name in shut else 200 for name in seen}, path


def addresses(app: Flask) -> list[str]:
    """Where everyone can come upon an idea."""
    with app.test_request_context():
        from flask import url_for

        return [
            url_for("boards.show", slug="hof"), url_for("boards.show", slug="hof", q="Hofbeet"),
            url_for("boards.all_ideas"), url_for("maps.pins", slug="hof"), url_for("maps.pins"),
            url_for("open_data.board_feed", slug="hof"), url_for("open_data.page", name="ideas"),
            url_for("open_data.table", name="ideas"), url_for("search.results", q="Hofbeet"),
            url_for("embed.board", slug="hof"),
        ]  # fmt: skip


def test_at_the_deadline_every_list_shows_it_though_nothing_ran(app: Flask, board: Board) -> None:
    client = Browser(app).client
    paths = addresses(app)
    idea = make_application(board, title="Hofbeet am Turm", point=PLACE)
    before = {path: client.get(path) for path in paths}
    assert {path: answer.status_code for path, answer in before.items()} == dict.fromkeys(paths, 200)
    told = [path for path, answer in before.items() if "Hofbeet am Turm" in answer.get_data(as_text=True)]
    assert told == []
    start = client.get("/").get_data(as_text=True)
    with at_deadline(board):
        after = {path: client.get(path) for path in paths}
        silent = [path for path, answer in after.items() if "Hofbeet am Turm" not in answer.get_data(as_text=True)]
        assert silent == []
        stale = {"If-None-Match": before[paths[0]].headers["ETag"]}
        assert client.get(paths[0], headers=stale).status_code == 200
        assert client.get(f"/ideen/{idea.subject_id}").status_code == 200
        assert client.get("/").get_data(as_text=True) != start
        assert subject_seen_by(VISITOR, idea.subject_id) is not None


def test_its_number_is_not_told_before(app: Flask, board: Board) -> None:
    make_application(board)
    page = Browser(app).open("/boards/hof")
    assert page.shows("Die Bewerbungen sind noch verdeckt")
    assert "1 Idee" not in page.text
    process = db.session.get_one(Subject, board.process_id)
    card = Browser(app).open(process.path)
    assert card.shows("Bewerbungen sind ab")
    assert "0 Bewerbungen" not in card.text


def test_support_and_comments_open_with_it(app: Flask, board: Board, account: Account) -> None:
    idea = make_application(board, account)
    department = db.session.get_one(Subject, idea.subject_id).department_id
    for one in (account, make_staff(Role.MODERATOR, department)):
        browser = Browser(app).sign_in(one)
        page = browser.open(f"/ideen/{idea.subject_id}")
        assert page.shows("Noch nicht öffentlich")
        assert not page.soup.find("form", action=lambda a: bool(a) and a.endswith("/stimme"))
        browser.post(f"/ideen/{idea.subject_id}/stimme", {"value": "1"}, status=409)
        browser.post(f"/ideen/{idea.subject_id}/kommentieren", {"text": "Schön", "official": "y"}, status=409)


def test_moderation_can_hide_it_before(app: Flask, board: Board) -> None:
    idea = make_application(board)
    with transaction():
        hide_idea(db.session.get_one(Idea, idea.subject_id), actor=HOUSE, reason="Werbung")
    with at_deadline(board):
        assert "Ein Beet" not in Browser(app).open("/boards/hof").text


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "leer.pdf", "Die Datei ist leer"),
        (b"MZ\x90\x00 nicht das", "plan.pdf", "Diese Datei können wir nicht annehmen"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bild.png", "Diese Datei können wir nicht annehmen"),
        (b"\x89PNG\r\n\x1a\n kaputt", "bild.png", "kein Bild"),
    ],
)
def test_bad_files_are_refused_beside_the_field(
    applicant: Browser, board: Board, data: bytes, name: str, words: str
) -> None:
    write(applicant, board)
    upload(applicant, PDF, "gut.pdf")
    upload(applicant, data, name, status=422)
    assert applicant.page is not None
    assert applicant.page.shows(words)
    assert applicant.page.shows("gut")
    assert applicant.page.form("bewerben").find("input", {"name": "title"})["value"] == "Ein Beet im Hof"  # type: ignore[index]


def test_a_file_that_is_too_large_is_refused_beside_the_field(
    app: Flask, applicant: Browser, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.extensions["PARTICIPATION"], max_upload=1000)
    monkeypatch.setitem(app.extensions, "PARTICIPATION", settings)
    write(applicant, board)
    upload(applicant, b"%PDF-" + b"x" * 1000, "gross.pdf", status=422)
    assert applicant.page is not None
    assert applicant.page.shows("Die Datei ist zu groß")


def test_pictures_are_made_safe_and_too_many_files_refused(app: Flask, applicant: Browser, board: Board) -> None:
    write(applicant, board)
    upload(applicant, a_picture(), "Hof.png")
    upload(applicant, PDF, "plan.pdf")
    upload(applicant, PDF, "drei.pdf", status=422)
    assert applicant.page is not None
    assert applicant.page.shows("Mehr als 2 Anlagen sind nicht möglich")
    assert set(db.session.scalars(select(StoredFile.media_type))) == {"image/webp", "application/pdf"}
    first = db.session.scalars(select(ApplicationFile.id).order_by(ApplicationFile.id)).first()
    applicant.send("bewerben", status=200, go=f"weg-{first}")
    assert db.session.scalar(select(func.count()).select_from(ApplicationFile)) == 1


def test_files_of_others_cannot_be_taken_or_removed(app: Flask, applicant: Browser, board: Board) -> None:
    write(applicant, board)
    upload(applicant, PDF, "meins.pdf")
    key = applicant.page.form("bewerben").find("input", {"name": "send_key"})["value"]  # type: ignore[index,union-attr]
    number = db.session.scalars(select(ApplicationFile.id)).one()
    other = Browser(app).sign_in(make_account())
    write(other, board, send_key=key)
    other.send("bewerben", status=200, send_key=key, go=f"weg-{number}")
    assert "meins" not in other.page.text  # type: ignore[union-attr]
    assert db.session.scalars(select(ApplicationFile.id)).all() == [number]


def test_a_deadline_that_passes_while_writing_loses_nothing(applicant: Browser, board: Board) -> None:
    write(applicant, board)
    upload(applicant, PDF, "plan.pdf")
    applicant.send("bewerben", status=200, team_name="Team Hof")
    with at_deadline(board):
        page = applicant.send("bewerben", status=403, conditions=conditions(applicant))
        assert page.shows("Bewerben konnten Sie sich bis zum")
        assert page.shows("um 23:59 Uhr") or page.shows("Uhr.")
        assert page.form("bewerben").find("input", {"name": "title"})["value"] == "Ein Beet im Hof"  # type: ignore[index]
        assert page.shows("plan")
    assert db.session.scalar(select(func.count()).select_from(Application)) == 0


def test_sending_twice_is_one_application(applicant: Browser, board: Board) -> None:
    write(applicant, board)
    applicant.send("bewerben", status=200)
    page, ticked = applicant.page, conditions(applicant)
    applicant.send("bewerben", conditions=ticked)
    applicant.page = page
    applicant.send("bewerben", conditions=ticked)
    assert db.session.scalar(select(func.count()).select_from(Application)) == 1
    assert db.session.scalar(select(func.count()).select_from(ConditionAcceptance)) == 2


def test_the_ordinary_form_leads_to_the_call(applicant: Browser, board: Board) -> None:
    page = applicant.open("/boards/hof/idee-einreichen", status=303)
    assert page.location == "/boards/hof/bewerben"
    applicant.post("/boards/hof/idee-einreichen", {"step": "pruefen"}, status=303)
    assert db.session.scalar(select(func.count()).select_from(Idea)) == 0


def test_the_team_revises_until_the_deadline(app: Flask, board: Board, account: Account) -> None:
    member = make_account()
    idea = make_application(board, account, member)
    browser = Browser(app).sign_in(member)
    browser.open(f"/bewerbungen/{idea.subject_id}/bearbeiten")
    browser.send("bearbeiten", title="Zwei Beete im Hof")
    assert db.session.get_one(Idea, idea.subject_id, populate_existing=True).title == "Zwei Beete im Hof"
    browser.open(f"/bewerbungen/{idea.subject_id}/bearbeiten")
    with at_deadline(board):
        page = browser.send("bearbeiten", title="Drei Beete im Hof", status=403)
        assert page.shows("Bewerben konnten Sie sich bis zum")
        assert page.form("bearbeiten").find("input", {"name": "title"})["value"] == "Drei Beete im Hof"  # type: ignore[index]
        lead = Browser(app).sign_in(account)
        lead.open(f"/ideen/{idea.subject_id}/bearbeiten", status=303)
        lead.follow(status=403)
        lead.post(f"/bewerbungen/{idea.subject_id}/anlagen", {"file": (BytesIO(PDF), "x.pdf")}, status=403)


def test_two_who_revise_at_once_do_not_overwrite_each_other(app: Flask, board: Board, account: Account) -> None:
    idea = make_application(board, account)
    browser = Browser(app).sign_in(account)
    first = browser.open(f"/bewerbungen/{idea.subject_id}/bearbeiten")
    browser.send("bearbeiten", title="Zuerst gespeichert")
    browser.page = first
    page = browser.send("bearbeiten", title="Danach gespeichert", status=409)
    assert page.shows("Zuerst gespeichert")
    browser.send("bearbeiten", title="Danach gespeichert")


def test_taking_back_before_the_deadline_leaves_nothing_to_see(app: Flask, board: Board, account: Account) -> None:
    idea = make_application(board, account, title="Zurück damit")
    browser = Browser(app).sign_in(account)
    browser.open(f"/bewerbungen/{idea.subject_id}/zurueckziehen")
    browser.send("zurueckziehen")
    assert browser.follow().shows("Diese Bewerbung ist zurückgezogen")
    assert Browser(app).open(f"/ideen/{idea.subject_id}", status=404)
    with at_deadline(board):
        assert "Zurück damit" not in Browser(app).open(f"/ideen/{idea.subject_id}").text


def test_a_moved_phase_moves_the_deadline_but_hides_nothing_again(app: Flask) -> None:
    board = make_call()
    idea = make_application(board)
    phase = db.session.scalars(select(Phase).where(Phase.process_id == board.process_id)).one()

    def move(ends_at: datetime) -> datetime | None:
        with transaction():
            db.session.get_one(Phase, phase.id).ends_at = ends_at
            db.session.flush()
            follow_phases(board.process_id)
        db.session.expire_all()
        return db.session.get_one(Subject, idea.subject_id).visible_from

    later = now() + timedelta(days=60)
    assert move(later) == later
    assert db.session.get_one(Idea, idea.subject_id).visible_from == later
    early = now() - timedelta(hours=1)
    opened = move(early)
    assert opened is not None
    assert opened <= now()
    assert move(now() + timedelta(days=90)) == opened
    assert subject_seen_by(VISITOR, idea.subject_id) is not None


def test_what_was_promised_cannot_be_taken_back(app: Flask, board: Board) -> None:
    make_application(board)
    row = db.session.get_one(Board, board.subject_id)
    for terms in ({"is_call": True}, {"is_call": False}):
        with pytest.raises(Invalid, match="zugesagt"), transaction():
            set_up_call(row, phases=phases_of(row.process_id), **terms)


def test_a_deadline_outside_the_phase_is_refused(app: Flask, board: Board) -> None:
    row = db.session.get_one(Board, board.subject_id)
    with pytest.raises(Invalid, match="Frist"), transaction():
        set_up_call(row, phases=phases_of(row.process_id), is_call=True, deadline=now() + timedelta(days=400))


def test_other_words_are_another_condition(app: Flask, board: Board) -> None:
    idea = make_application(board)
    row = db.session.get_one(Board, board.subject_id)
    terms: dict[str, Any] = {"is_call": True, "hides_applications": True, "conditions": ["Etwas ganz anderes."]}
    with transaction():
        set_up_call(row, phases=phases_of(row.process_id), **terms)
    assert [text for text, _ in accepted_for(idea.subject_id)] == [
        "Wir setzen das Vorhaben selbst um.", "Wir berichten danach.",
    ]  # fmt: skip


def test_ideas_that_staff_bring_in_are_hidden_too(app: Flask, board: Board) -> None:
    from tests.factories.dialogue import make_idea

    idea = make_idea(db.session.get_one(Board, board.subject_id))
    assert subject_seen_by(VISITOR, idea.subject_id) is None


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../etc/Kostenplan.pdf", "Kostenplan"), ("C:\\Hof\\Plan 2.PDF", "Plan 2"), ("\u202efdp.exe", "fdp"),
        ("", "Anlage"), ("x" * 300 + ".pdf", "x" * 80),
    ],
)  # fmt: skip
def test_a_file_is_called_by_its_name_without_folder_and_ending(name: str, title: str) -> None:
    assert rules.title_of_file(name) == title


def test_old_drafts_go_in_the_night(app: Flask, applicant: Browser, board: Board) -> None:
    write(applicant, board)
    upload(applicant, PDF, "plan.pdf")
    name = db.session.scalars(select(StoredFile.name)).one()
    path = Path(app.extensions["PARTICIPATION"].media_root) / name[:2] / name
    assert path.is_file()
    with clock.stopped_at(now() + timedelta(days=2)):
        forget_drafts_and_invitations()
    assert path.is_file()
    with clock.stopped_at(now() + timedelta(days=3, minutes=1)):
        forget_drafts_and_invitations()
    assert not path.exists()
    assert db.session.scalars(select(StoredFile)).all() == []


def test_a_file_is_a_download_that_runs_nothing(app: Flask, board: Board) -> None:
    idea = make_application(board, files=("Kosten & Plan",))
    with at_deadline(board):
        answer = Browser(app).client.get(f"/ideen/{idea.subject_id}/anlagen/{files_of(idea.subject_id)[0].id}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_all_files_of_one_application_can_be_removed(app: Flask, board: Board) -> None:
    from participation.dialogue.calls.commands import expunge_application

    idea = make_application(board, files=("a", "b"))
    kept = make_application(board, files=("c",))
    folder = Path(app.extensions["PARTICIPATION"].media_root)
    with transaction():
        names = expunge_application(idea.subject_id)
        delete_files(names, folder=folder)
        assert [(folder / name[:2] / name).exists() for name in names] == [True, True]
    assert [(folder / name[:2] / name).exists() for name in names] == [False, False]
    assert len(files_of(kept.subject_id)) == 1
    assert files_of(idea.subject_id) == []
    team = team_of(idea.subject_id)
    assert team is not None
    assert team.name == ""


def test_only_the_department_reads_the_list(app: Flask, board: Board) -> None:
    idea = make_application(board, title="Ein Beet")
    department = db.session.get_one(Subject, idea.subject_id).department_id
    page = Browser(app).sign_in(make_staff(Role.EDITOR, department)).open("/schreibtisch/aufrufe/hof")
    assert page.shows("Ein Beet")
    assert page.shows("Bitte behandeln Sie diese Seite vertraulich")
    Browser(app).sign_in(make_staff(Role.EDITOR, 1)).open("/schreibtisch/aufrufe/hof", status=403)


def test_the_answering_queue_takes_it_up_at_the_deadline(app: Flask, board: Board) -> None:
    from participation.desk.answers.queries import count_waiting

    make_application(board)
    assert count_waiting(frozenset({None})) == 0
    with at_deadline(board):
        assert count_waiting(frozenset({None})) == 1


def test_a_withdrawn_or_answered_application_cannot_be_changed(app: Flask, board: Board, account: Account) -> None:
    from participation.dialogue.calls.commands import revise_application, withdraw_application

    idea = make_application(board, account)
    who = person(account)
    with transaction():
        withdraw_application(db.session.get_one(Idea, idea.subject_id), actor=who)
    with pytest.raises(Conflict), transaction():
        revise_application(
            db.session.get_one(Idea, idea.subject_id), actor=who, title="Neu gesagt", text="Neu" * 20, version=1
        )
    assert db.session.get_one(Idea, idea.subject_id).state is State.WITHDRAWN
