"""Signed-out pages are stored per data version; signed-in ones never."""

from __future__ import annotations

from datetime import timedelta

import brotli
import pytest
from flask import Flask
from flask_wtf.csrf import generate_csrf

from participation.core import clock
from participation.core.database import db
from participation.core.transactions import transaction
from participation.town.settings.models import SiteSetting
from participation.web.access import public
from participation.web.stored_pages import stored
from tests.browser import Browser
from tests.factories.people import make_account


def test_a_stored_page_is_sent_again_until_something_changes(
    client: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    view = app.view_functions["home.start"]
    counted = stored(lambda: made.append(1) or view())  # type: ignore[func-returns-value]
    monkeypatch.setitem(app.view_functions, "home.start", public(counted))
    tag = client.open("/").response.headers["ETag"]
    assert client.open("/").response.headers["ETag"] == tag
    assert client.open("/", status=304, headers={"If-None-Match": tag}).body == ""
    assert len(made) == 1
    with transaction():
        db.session.add(SiteSetting(name="claim", value="x"))
    client.open("/")
    assert len(made) == 2


def test_a_stored_page_is_made_anew_every_minute(client: Browser, app: Flask) -> None:
    moment = clock.now()
    with clock.stopped_at(moment):
        first = client.open("/").response.headers["ETag"]
    with clock.stopped_at(moment + timedelta(minutes=1)):
        assert client.open("/").response.headers["ETag"] == first


def test_a_visitor_gets_no_cookie_and_a_person_gets_no_stored_page(client: Browser, app: Flask) -> None:
    page = client.open("/")
    assert "Set-Cookie" not in page.response.headers
    assert page.response.headers["Cache-Control"] == "public, max-age=0"
    person = Browser(app).sign_in(make_account("Lea L."))
    page = person.open("/")
    assert page.shows("Lea L.")
    assert page.response.headers["Cache-Control"] == "private, no-store"


def test_a_stored_page_is_compressed_as_the_browser_likes(client: Browser) -> None:
    for encoding in ("br", "gzip"):
        response = client.client.get("/", headers={"Accept-Encoding": encoding})
        assert response.headers["Content-Encoding"] == encoding
        assert "Accept-Encoding" in response.headers["Vary"]


def test_a_page_made_anew_is_compressed_for_visitors_but_not_where_it_gives_out_a_form_token(client: Browser) -> None:
    plain = client.client.get("/karte", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    response = client.client.get("/karte", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert response.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert int(response.headers["Content-Length"]) == len(response.data) < len(plain.data) / 2
    assert b"</html>" in brotli.decompress(response.data)
    form = client.client.get("/anmelden", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert "csrf_token" in form.text
    assert "Content-Encoding" not in form.headers


def test_a_person_gets_no_compressed_page(app: Flask) -> None:
    person = Browser(app).sign_in(make_account("Lea L."))
    response = person.client.get("/karte", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert "Content-Encoding" not in response.headers


def test_a_page_that_gives_out_a_form_token_is_not_kept_for_others(client: Browser, app: Flask) -> None:
    app.view_functions["home.start"], before = public(stored(lambda: generate_csrf())), app.view_functions["home.start"]
    try:
        first = client.client.get("/").get_data(as_text=True)
        assert first != Browser(app).client.get("/").get_data(as_text=True)
    finally:
        app.view_functions["home.start"] = before
