"""Signed-out pages are stored per data version; signed-in ones never."""

from __future__ import annotations

from flask import Flask

from participation.core.database import db
from participation.core.transactions import transaction
from participation.town.settings.models import SiteSetting
from tests.browser import Browser
from tests.factories.people import make_account


def test_a_stored_page_is_sent_again_until_something_changes(client: Browser) -> None:
    first = client.open("/")
    tag = first.response.headers["ETag"]
    assert client.open("/").response.headers["ETag"] == tag
    assert client.open("/", status=304, headers={"If-None-Match": tag}).body == ""
    with transaction():
        db.session.add(SiteSetting(name="claim", value="x"))
    assert client.open("/").response.headers["ETag"] != tag


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
