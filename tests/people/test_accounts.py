"""Signing up, confirming, signing in and out, a new password."""

from __future__ import annotations

import re
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from participation.core.database import db
from participation.core.transactions import transaction
from participation.people.accounts import rules
from participation.people.accounts.models import Account, SignIn
from participation.people.accounts.tasks import answer_reset_requests
from participation.records.mailbox.models import Mail
from tests.browser import Browser
from tests.factories.people import PASSWORD, make_account
from tests.statements import counting


def newest_mail() -> Mail:
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc()).limit(1)).one()
    db.session.refresh(mail)
    return mail


def test_a_person_signs_up_confirms_by_link_and_is_signed_in(client: Browser) -> None:
    client.open("/konto/anlegen")
    client.send("/konto/anlegen", email="Neu@Example.org", pseudonym="Donauradlerin", password=PASSWORD, terms="y")
    assert "neu@example.org" in client.follow().text.lower()
    token = newest_mail().context["token"]
    client.open(f"/konto/bestaetigen/{token}")
    client.send("")
    assert "Ihre E-Mail-Adresse ist bestätigt" in client.follow().text
    assert client.page is not None
    assert "Donauradlerin" in client.page.text
    assert "schon benutzt" in client.open(f"/konto/bestaetigen/{token}", status=410).text


def test_a_known_address_gets_the_same_answer_as_an_unknown_one(client: Browser) -> None:
    account = make_account(email="bekannt@example.org")
    client.open("/konto/anlegen")
    client.send("/konto/anlegen", email="bekannt@example.org", pseudonym="Jemand anderes", password=PASSWORD, terms="y")
    assert newest_mail().template == "account_exists"
    assert newest_mail().recipient == account.email
    client.open("/passwort/vergessen")
    known = client.send(email="bekannt@example.org")
    client.open("/passwort/vergessen")
    unknown = client.send(email="unbekannt@example.org")
    assert (known.status, known.location) == (unknown.status, unknown.location)


@pytest.fixture
def hashing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What argon2 is asked for."""
    asked: list[str] = []

    class Counting(PasswordHasher):
        def hash(self, *given: Any, **more: Any) -> str:
            asked.append("hashed")
            return super().hash(*given, **more)

        def verify(self, *given: Any, **more: Any) -> Any:
            asked.append("verified")
            return super().verify(*given, **more)

    monkeypatch.setattr(rules, "_hasher", Counting(time_cost=1, memory_cost=8, parallelism=1))
    return asked


def test_no_form_does_more_for_a_known_address_than_for_an_unknown_one(app: Flask, hashing: list[str]) -> None:
    """What takes time is a statement or a hash: equal ones for both, so that a clock tells nothing either."""
    make_account(email="bekannt@example.org")
    without = make_account(email="ohnepasswort@example.org")
    with transaction():
        db.session.get_one(Account, without.id).password_hash = ""
    rules.password_matches("", "the first time takes longer, whoever asks")
    hashing.clear()
    done: dict[str, list[tuple[int, ...]]] = {}
    for who in ("bekannt", "ohnepasswort", "unbekannt"):
        for path, more in (("/passwort/vergessen", {}), ("/anmelden", {"password": "Das ist nicht richtig"})):
            client = Browser(app)
            client.open(path)
            with counting(app) as said:
                client.send(email=f"{who}@example.org", status=None, **more)
            done.setdefault(path, []).append((len(said), hashing.count("verified"), hashing.count("hashed")))
            hashing.clear()
    assert len(set(done["/passwort/vergessen"])) == 1
    assert len(set(done["/anmelden"])) == 1


def test_a_taken_pseudonym_does_not_tell_known_addresses_from_unknown_ones(client: Browser) -> None:
    make_account("Spatzenfreund", email="bekannt@example.org")
    answers = []
    for email in ("bekannt@example.org", "unbekannt@example.org"):
        client.open("/konto/anlegen")
        page = client.send(
            "/konto/anlegen", email=email, pseudonym="Spatzenfreund", password=PASSWORD, terms="y", status=None
        )
        answers.append((page.status, page.location, page.shows("schon vergeben")))
    assert answers == [(422, "", True)] * 2


def test_bad_input_gets_a_sentence_beside_the_field_and_keeps_what_was_typed(client: Browser) -> None:
    client.open("/konto/anlegen")
    page = client.send("/konto/anlegen", email="keine adresse", pseudonym="A", password="kurz", status=422)
    assert page.shows("Das ist keine vollständige E-Mail-Adresse")
    assert page.shows("2 bis 40 Zeichen")
    assert page.soup.find("input", {"name": "email"})["value"] == "keine adresse"  # type: ignore[index]


def test_a_taken_pseudonym_is_told_beside_its_field(client: Browser) -> None:
    make_account("Spatzenfreund")
    client.open("/konto/anlegen")
    page = client.send(
        "/konto/anlegen", email="neu@example.org", pseudonym="spatzenfreund", password=PASSWORD, terms="y", status=422
    )
    assert page.shows("schon vergeben")


def test_signing_in_makes_a_new_token_and_signing_out_ends_it(client: Browser) -> None:
    account = make_account("Lea L.")
    client.open("/anmelden?next=/konto/post")
    client.send("/anmelden", email=account.email, password="falsch", status=422)
    assert client.page is not None
    assert client.page.shows("passen nicht zusammen")
    client.send("/anmelden", email=account.email, password=PASSWORD)
    assert client.page.location == "/konto/post"
    client.open("/")
    client.send("/abmelden")
    assert "Lea L." not in client.open("/").text
    assert all(s.ended_at for s in db.session.scalars(select(SignIn).execution_options(populate_existing=True)))


def test_the_way_back_never_leads_to_another_site(client: Browser) -> None:
    account = make_account()
    for target in ("https://example.org/", "//example.org", "/\\example.org"):
        client.open(f"/anmelden?next={target}")
        assert client.send("/anmelden", email=account.email, password=PASSWORD).location == "/"
        client.open("/")
        client.send("/abmelden")


def test_a_new_password_ends_all_sign_ins(client: Browser, app: Flask) -> None:
    account = make_account()
    other = Browser(app).sign_in(account)
    client.open("/passwort/vergessen")
    client.send(email=account.email)
    answer_reset_requests()
    client.open(f"/passwort/neu/{newest_mail().context['token']}")
    client.send(password="ein ganz anderer Satz")
    assert "Ihr neues Passwort gilt" in client.follow().text
    assert account.pseudonym not in other.open("/").text
    db.session.remove()


def test_mails_are_written_in_german_with_a_link(client: Browser) -> None:
    from participation.records.mailbox.rendering import render_mail

    client.open("/konto/anlegen")
    client.send("/konto/anlegen", email="neu@example.org", pseudonym="Donau", password=PASSWORD, terms="y")
    message = render_mail(newest_mail())
    assert message["Subject"] == "Bitte bestätigen Sie Ihre E-Mail-Adresse"
    assert re.search(r"http://localhost/konto/bestaetigen/\S+", message.get_content())
