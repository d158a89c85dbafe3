"""The broker signs people out (OpenID Connect Back-Channel Logout 1.0), and people sign out there."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask
from sqlalchemy import select
from werkzeug.serving import make_server

from participation import create_app
from participation.core.database import db
from participation.people.identities.models import UsedAnswer
from participation.records.journal.models import JournalEntry
from tests.browser import Browser
from tests.conftest import Databases, settings_for
from tests.factories.authenticators import set_up
from tests.factories.people import person
from tests.identities.conftest import Person, Provider
from tests.identities.test_roles import joined
from tests.parallel import at_once

ADDRESS = "/anmelden/stadtkonto/abmeldung"
FALSE = (
    "wrong_audience", "wrong_issuer", "no_events", "other_event", "nonce", "old", "of_tomorrow", "no_jti",
    "unknown_key", "forged_key", "alg_none", "other_type", "id_token",
)  # fmt: skip


def sends(app: Flask, provider: Provider, **values: Any) -> int:
    return answers(app, provider.logout_token(**values)["token"])


def answers(app: Flask, token: str) -> int:
    answer = Browser(app).client.post(ADDRESS, data={"logout_token": token})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    return answer.status_code


def comes_in(app: Flask, provider: Provider, **claims: Any) -> Person:
    provider.sees(**claims)
    browser = Person(app)
    browser.comes_back()
    return browser


def test_a_logout_ends_exactly_the_sign_ins_of_that_session_or_person(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    account = joined(somebody)
    second = comes_in(app, provider, sid="session-2")
    with_password = Browser(app).sign_in(account)
    provider.sees(sub="another", email="andere@example.org", sid="session-3")
    other = Person(app)
    other.comes_back()
    other.follow()
    other.send("/willkommen", pseudonym="Andere", terms="y")
    assert sends(app, provider, sid="session-1") == 200
    assert [somebody.is_signed_in(), second.is_signed_in(), other.is_signed_in()] == [False, True, True]
    assert sends(app, provider, sub="another", sid="session-2") == 200
    assert second.is_signed_in(), "that person has no such session"
    assert sends(app, provider, sub="4711") == 200
    assert not second.is_signed_in()
    assert other.is_signed_in()
    assert with_password.client.get("/konto").status_code == 200, "the broker has not begun this one"
    entries = db.session.scalars(select(JournalEntry).where(JournalEntry.event == "SignedOutByBroker")).all()
    assert [entry.values["count"] for entry in entries] == [1, 1]


@pytest.mark.parametrize("lie", FALSE)
def test_a_false_logout_token_ends_nothing(app: Flask, provider: Provider, somebody: Person, lie: str) -> None:
    joined(somebody)
    assert sends(app, provider, lie=lie, sub="4711", sid="session-1") == 400
    assert somebody.is_signed_in()


def test_a_logout_token_is_taken_once(app: Flask, provider: Provider, somebody: Person) -> None:
    joined(somebody)
    token = provider.logout_token(sub="4711")["token"]
    assert answers(app, token) == 200
    again = comes_in(app, provider)
    assert answers(app, token) == 400
    assert again.is_signed_in()


@pytest.mark.parametrize("data", [{}, {"logout_token": ""}, {"logout_token": "a.b.c"}, {"logout_token": "x" * 9000}])
def test_what_is_no_token_is_refused(app: Flask, provider: Provider, somebody: Person, data: dict[str, str]) -> None:
    joined(somebody)
    assert Browser(app).client.post(ADDRESS, data=data).status_code == 400
    assert Browser(app).client.get(ADDRESS).status_code == 405
    assert somebody.is_signed_in()


def test_a_token_that_names_nobody_is_refused(app: Flask, provider: Provider, somebody: Person) -> None:
    joined(somebody)
    assert sends(app, provider) == 400
    assert somebody.is_signed_in()


def test_a_sign_in_that_waits_for_the_second_step_is_ended_too(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    account = joined(somebody)
    _maker, codes = set_up(account, person(account))
    waiting = comes_in(app, provider, sid="session-2")
    assert waiting.open("/anmelden/zweiter-schritt").shows("Code")
    assert sends(app, provider, sid="session-2") == 200
    assert waiting.send("/zweiter-schritt", code=codes[0]).location == "/anmelden"
    assert not waiting.is_signed_in()
    waiting = comes_in(app, provider, sid="session-4")
    waiting.open("/anmelden/zweiter-schritt")
    waiting.send("/zweiter-schritt", code=codes[0])
    assert waiting.is_signed_in()
    assert sends(app, provider, sid="session-4") == 200
    assert not waiting.is_signed_in(), "where it came from is kept over the second step"


def test_whoever_signs_out_is_told_that_they_are_still_signed_in_there(
    app: Flask, provider: Provider, somebody: Person
) -> None:
    account = joined(somebody)
    somebody.open("/konto")
    somebody.send("/abmelden")
    page = somebody.follow()
    assert page.heading == "Sie sind hier abgemeldet"
    there = somebody.open("/abmelden/stadtkonto", status=303).location
    asked = requests.get(there, timeout=10).json()
    assert asked["post_logout_redirect_uri"] == "http://localhost/"
    assert asked["client_id"] == "mitreden"
    with_password = Browser(app).sign_in(account)
    with_password.open("/konto")
    assert with_password.send("/abmelden").location == "/"


def test_over_http_the_provider_itself_signs_out_and_of_many_equal_tokens_one_counts(
    databases: Databases, provider: Provider, tmp_path: Path
) -> None:
    """A real server, a real browser session, and the provider's own request to it."""
    url = databases.copy()
    server = make_server("127.0.0.1", 0, Flask("placeholder"), threaded=True)
    base = f"http://127.0.0.1:{server.server_port}"
    settings = provider.settings(settings_for(url, tmp_path), base_url=base)
    app = server.app = create_app(settings)
    provider.is_told(redirect_uri=f"{base}/anmelden/stadtkonto/zurueck")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        browser = requests.Session()
        page = browser.get(f"{base}/anmelden/stadtkonto?next=/konto", timeout=20)
        assert "Willkommen" in page.text
        token = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        sent = {"csrf_token": token, "pseudonym": "Donauspatz", "terms": "y"}
        answer = browser.post(page.url, data=sent, timeout=20)
        assert answer.url == f"{base}/konto"
        told = provider.logout_token(sub="4711", to=f"{base}{ADDRESS}")
        assert told["status"] == 200
        assert browser.get(f"{base}/konto", timeout=20).url != f"{base}/konto"
        token = provider.logout_token(sub="4711")["token"]
        found = at_once(app, lambda _: _sent(base, token), count=8, threads=8)
        assert sorted(found) == [200] + [400] * 7
        with app.app_context():
            assert len(db.session.scalars(select(UsedAnswer)).all()) == 3
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
        with app.app_context():
            app.extensions["data_version"].close()
            db.session.remove()
            db.engine.dispose()
        databases.drop(url)


def _sent(base: str, token: str) -> int:
    return requests.post(base + ADDRESS, data={"logout_token": token}, timeout=20).status_code
