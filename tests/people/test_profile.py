"""One's own account: ideas, language, and where one is signed in."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from participation.core.database import db
from participation.people.accounts.models import Account, SignIn
from participation.people.accounts.rules import masked_email
from tests.browser import Browser
from tests.factories.desk import make_answer
from tests.factories.dialogue import make_idea
from tests.factories.people import make_account


def test_the_account_page_shows_ones_ideas_and_hides_the_address(client: Browser) -> None:
    author = make_account("Donauspatz", email="donauspatz@example.org")
    make_answer(make_idea(author_id=author.id, title="Bank am Ufer"))
    client.open("/konto", status=303)
    client.sign_in(author)
    page = client.open("/konto")
    assert page.shows("Bank am Ufer")
    assert page.shows("Donauspatz")
    assert page.shows("d•••@example.org")
    assert not page.shows("donauspatz@example.org")
    assert page.shows("dieses Gerät")


def test_other_sign_ins_can_be_ended_but_only_ones_own(client: Browser, app: Flask) -> None:
    account, stranger = make_account(), make_account()
    Browser(app).sign_in(account)
    Browser(app).sign_in(account)
    Browser(app).sign_in(stranger)
    client.sign_in(account)
    page = client.open("/konto")
    assert page.text.count("anderes Gerät") == 2
    client.send("/beenden")
    assert client.follow().text.count("anderes Gerät") == 1
    foreign = db.session.scalars(select(SignIn.id).where(SignIn.account_id == stranger.id)).one()
    client.post(f"/konto/anmeldungen/{foreign}/beenden", status=404)
    client.post("/konto/anmeldungen/andere-beenden")
    client.open("/konto")
    running = list(db.session.scalars(select(SignIn.account_id).where(SignIn.ended_at.is_(None))))
    assert sorted(running) == sorted([account.id, stranger.id])


def test_the_language_of_mails_is_chosen(client: Browser) -> None:
    account = make_account()
    client.sign_in(account)
    client.open("/konto")
    client.send("/konto/sprache", language="en")
    found = db.session.scalars(select(Account).execution_options(populate_existing=True)).one()
    assert found.language == "en"
    client.open("/konto")
    client.send("/konto/sprache", language="xx", status=422)


def test_an_address_is_masked() -> None:
    assert masked_email("donau@example.org") == "d•••@example.org"
