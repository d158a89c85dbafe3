"""Cookies, tokens, limits: what protects an account."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import Settings, SettingsError
from participation import create_app
from participation.core.database import db
from participation.extensions import limiter
from tests.browser import Browser
from tests.conftest import Databases, settings_for
from tests.factories.people import PASSWORD, make_account


def test_the_cookie_cannot_be_read_by_scripts_and_stays_on_this_site(client: Browser) -> None:
    account = make_account()
    client.open("/anmelden")
    cookie = client.send("/anmelden", email=account.email, password=PASSWORD).response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_without_the_token_nothing_is_taken(client: Browser) -> None:
    assert client.client.post("/anmelden", data={"email": "a@example.org", "password": "x"}).status_code == 400


def test_in_production_a_missing_secret_stops_the_start_with_a_clear_line() -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY is not set"):
        Settings.from_environment({"PARTICIPATION_ENV": "production"})
    with pytest.raises(SettingsError, match="too short"):
        Settings.from_environment({"PARTICIPATION_ENV": "production", "SECRET_KEY": "kurz"})


def test_signing_in_too_often_is_refused_although_nothing_was_committed(databases: Databases, tmp_path: Path) -> None:
    url = databases.copy()
    app: Flask = create_app(replace(settings_for(url, tmp_path), rate_limits=True))
    browser = Browser(app)
    browser.open("/anmelden")
    for _ in range(10):
        browser.send("/anmelden", email="wer@example.org", password="falsch", status=422)
    assert browser.send("/anmelden", email="wer@example.org", password="falsch", status=429).shows("Einen Moment bitte")
    limiter.enabled = False  # the extension is shared with the application of the other tests
    app.extensions["data_version"].close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


def test_an_unknown_address_is_a_page_and_so_is_a_wrong_method(client: Browser) -> None:
    assert client.open("/gibt/es/nicht", status=404).heading == "Diese Seite gibt es nicht"
    assert client.open("/abmelden", status=405).heading == "Das geht hier nicht"


def test_a_text_that_is_too_large_gets_its_own_page(client: Browser) -> None:
    client.open("/anmelden")
    page = client.send("/anmelden", email="a" * (6 * 1024 * 1024), password="x", status=413)
    assert page.heading == "Das ist zu groß"
