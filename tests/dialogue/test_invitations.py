"""Processes that are only for those who are invited: by a link for many, or by an address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.core.actor import HOUSE
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.commands import accept_invitation, forget_guest, renew_link
from participation.dialogue.processes.models import Invitation, Process
from participation.people.accounts.models import Account
from participation.records.mailbox.models import Mail
from participation.records.subjects.models import Admission, Audience, Subject
from tests.browser import Browser
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import make_account, person
from tests.factories.planning import make_editors
from tests.parallel import at_once

DESK = "/schreibtisch/verfahren/kreis/einladungen"


@pytest.fixture
def account(app: Flask) -> Account:
    department, [account] = make_editors()
    make_process(slug="kreis", title="Im kleinen Kreis", department_id=department.subject_id, audience=Audience.INVITED)
    return account


@pytest.fixture
def editor(app: Flask, account: Account) -> Browser:
    return Browser(app).sign_in(account)


@pytest.fixture
def idea(account: Account) -> Idea:
    process = db.session.scalars(select(Process).where(Process.slug == "kreis")).one()
    return make_idea(make_board(process, slug="kreis-board"), title="Eine geheime Idee")


def link(editor: Browser) -> str:
    editor.open(DESK)
    editor.send("/link")
    text = editor.follow().soup.select_one("#einladungslink")
    assert text is not None
    return urlsplit(text.get_text()).path


def test_who_holds_the_link_comes_in_and_nobody_else(app: Flask, editor: Browser, idea: Idea) -> None:
    address = link(editor)
    guest, stranger = Browser(app).sign_in(make_account()), Browser(app).sign_in(make_account())
    pages = ("/verfahren/kreis", "/boards/kreis-board", f"/ideen/{idea.subject_id}")
    for path in pages:
        guest.open(path, status=404)
        Browser(app).open(path, status=404)
    assert guest.open(address).heading == "Im kleinen Kreis"
    guest.send("/eingeladen/")
    assert guest.follow().shows("Willkommen.")
    for path in pages:
        guest.open(path)
        stranger.open(path, status=404)
        Browser(app).open(path, status=404)
    assert "Im kleinen Kreis" in guest.open("/verfahren").text
    assert "Im kleinen Kreis" not in stranger.open("/verfahren").text
    assert "Eine geheime Idee" in guest.open("/boards/kreis-board").text
    assert "Eine geheime Idee" in guest.open("/suche?q=geheime").text
    assert "Eine geheime Idee" not in stranger.open("/suche?q=geheime").links()


def test_a_guest_takes_part_like_everyone_elsewhere(app: Flask, editor: Browser, idea: Idea) -> None:
    guest = Browser(app).sign_in(make_account())
    guest.open(link(editor))
    guest.send("/eingeladen/")
    guest.open(f"/ideen/{idea.subject_id}")
    guest.send("/stimme")
    db.session.expire_all()
    assert db.session.get_one(Idea, idea.subject_id).votes == 1
    guest.open("/boards/kreis-board/idee-einreichen")
    Browser(app).sign_in(make_account()).open("/boards/kreis-board/idee-einreichen", status=404)


def test_coming_in_twice_is_coming_in_once(app: Flask, editor: Browser) -> None:
    address = link(editor)
    guest = Browser(app).sign_in(make_account())
    for _ in range(2):
        guest.open(address)
        guest.send("/eingeladen/")
    assert db.session.scalar(select(func.count()).select_from(Admission)) == 1


def test_a_double_click_lets_in_once(live_app: Flask) -> None:
    with live_app.app_context():
        process = make_process(slug="kreis", audience=Audience.INVITED)
        with transaction():
            number = renew_link(process, actor=HOUSE).id
        guest = make_account()
        actor, email = person(guest), guest.email

    def accept(_number: int) -> str:
        with transaction():
            accept_invitation(db.session.get_one(Invitation, number), email=email, actor=actor)
        return "in"

    assert set(at_once(live_app, accept, count=6, threads=6)) == {"in"}


def test_a_new_link_ends_the_old_one(app: Flask, editor: Browser) -> None:
    old = link(editor)
    new = link(editor)
    guest = Browser(app).sign_in(make_account())
    assert guest.open(old, status=409).shows("Diese Einladung gilt nicht mehr.")
    guest.post(old, status=409)
    guest.open(new)
    guest.open(new[:-1], status=404)
    guest.open("/eingeladen/erfunden", status=404)


def test_an_invitation_by_mail_is_good_for_its_address_alone(app: Flask, editor: Browser) -> None:
    meant, other = make_account(email="meint@example.org"), make_account(email="andere@example.org")
    editor.open(DESK)
    page = editor.post(DESK, {"addresses": "meint@example.org, kein-at"}, status=422)
    assert page.shows("„kein-at“ ist keine E-Mail-Adresse.")
    editor.post(DESK, {"addresses": "Meint@Example.org\nmeint@example.org; neu@example.org"})
    assert editor.follow().shows("2 Einladungen sind unterwegs.")
    editor.post(DESK, {"addresses": "meint@example.org"})
    assert editor.follow().shows("0 Einladungen sind unterwegs.")
    mail = db.session.scalars(select(Mail).where(Mail.recipient == "meint@example.org")).one()
    address = f"/eingeladen/{mail.context['token']}"
    assert Browser(app).sign_in(other).open(address, status=403).shows("an eine andere E-Mail-Adresse")
    Browser(app).sign_in(other).post(address, status=403)
    guest = Browser(app).sign_in(meant)
    guest.open(address)
    guest.send("/eingeladen/")
    assert guest.follow().heading == "Im kleinen Kreis"
    editor.open(DESK)
    invitation = db.session.scalars(select(Invitation).where(Invitation.email == "meint@example.org")).one()
    editor.send(f"/{invitation.id}/beenden")
    guest.open("/verfahren/kreis", status=404)
    guest.post(address, status=409)


def test_an_address_that_nobody_confirmed_does_not_come_in(app: Flask, editor: Browser) -> None:
    address = link(editor)
    guest = Browser(app).sign_in(make_account(confirmed=False))
    assert guest.open(address, status=403).shows("Bitte bestätigen Sie zuerst")


def test_a_visitor_is_led_to_the_sign_in_and_back(app: Flask, editor: Browser) -> None:
    address = link(editor)
    answer = Browser(app).client.get(address)
    assert answer.status_code == 303
    assert "/anmelden" in answer.headers["Location"]
    assert re.search(r"next=[^&]*eingeladen", answer.headers["Location"])


def test_nobody_is_invited_into_a_public_process_or_a_draft(app: Flask) -> None:
    department, [account] = make_editors()
    make_process(slug="kreis", department_id=department.subject_id)
    editor = Browser(app).sign_in(account)
    assert editor.open(DESK).shows("Dieses Verfahren ist nicht nur für Eingeladene")
    editor.post(f"{DESK}/link", status=409)
    editor.post(DESK, {"addresses": "wer@example.org"}, status=409)
    assert db.session.scalars(select(Mail)).all() == []


def test_other_departments_invite_nobody(app: Flask, account: Account) -> None:
    _, [stranger] = make_editors()
    browser = Browser(app).sign_in(stranger)
    for path in (DESK, f"{DESK}/link"):
        browser.post(path, {"addresses": "wer@example.org"}, status=404)


def test_an_invitation_of_another_process_is_not_ended_here(app: Flask, editor: Browser, account: Account) -> None:
    other, _ = make_editors()
    process = make_process(slug="zweiter", department_id=other.subject_id, audience=Audience.INVITED)
    with transaction():
        invitation = renew_link(process, actor=HOUSE)
    editor.post(f"{DESK}/{invitation.id}/beenden", status=404)


def test_changing_the_visibility_of_a_draft_changes_all_that_is_in_it(app: Flask) -> None:
    department, [account] = make_editors()
    process = make_process(slug="kreis", department_id=department.subject_id, publish=False)
    board = make_board(process)
    editor = Browser(app).sign_in(account)
    editor.open("/schreibtisch/verfahren/kreis/sichtbarkeit")
    editor.send("/sichtbarkeit", audience="invited")
    db.session.expire_all()
    found = [db.session.get_one(Subject, i).audience for i in (process.subject_id, board.subject_id)]
    assert found == [Audience.INVITED, Audience.INVITED]
    assert db.session.get_one(Board, board.subject_id)


def test_nothing_of_a_guest_is_kept_when_they_leave(app: Flask, account: Account) -> None:
    process = db.session.scalars(select(Process).where(Process.slug == "kreis")).one()
    guest = make_account(email="geht@example.org")
    with transaction():
        accept_invitation(renew_link(process, actor=HOUSE), email=guest.email, actor=person(guest))
        db.session.add(Invitation(process_id=process.subject_id, email=guest.email))
    with transaction():
        forget_guest(guest.id, guest.email)
    assert db.session.scalar(select(func.count()).select_from(Admission)) == 0
    assert db.session.scalar(select(func.count()).where(Invitation.email == guest.email)) == 0
