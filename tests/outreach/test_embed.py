"""Frames: only where they are meant, only for the sites that are named, and only to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from config import Settings, SettingsError
from participation.core.actor import HOUSE
from participation.core.places import Point
from participation.core.transactions import transaction
from participation.dialogue.ideas.commands import hide_idea
from participation.outreach.embed.rules import SANDBOX
from tests.browser import Browser
from tests.factories.action import make_goal, make_measure, make_publication, make_ratings, make_round
from tests.factories.dialogue import make_board, make_idea, make_process

HOST = "https://www.stadt.example"
FRAMED = "/embed/"


@pytest.fixture
def named(app: Flask) -> Iterator[None]:
    """An installation that names one site."""
    before = app.extensions["PARTICIPATION"]
    app.extensions["PARTICIPATION"] = replace(before, embed_origins=(HOST,))
    yield
    app.extensions["PARTICIPATION"] = before


def policy(client: Browser, path: str) -> dict[str, str]:
    response = client.client.get(path)
    parts = response.headers["Content-Security-Policy"].split("; ")
    return {"X-Frame-Options": response.headers.get("X-Frame-Options", ""), **dict(p.split(" ", 1) for p in parts)}


def addresses(app: Flask) -> list[str]:
    """Every GET route with something in place of its parameters."""
    values = {"IntegerConverter": "1", "FloatConverter": "1.0"}
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            path = rule.rule
            for name, converter in rule._converters.items():
                value = next(iter(getattr(converter, "items", ())), values.get(type(converter).__name__, "x"))
                path = _filled(path, name, value)
            found.append(path)
    return found


def _filled(path: str, name: str, value: str) -> str:
    start = next(i for i in range(len(path)) if path[i] == "<" and path[i:].split(">")[0].strip("<").endswith(name))
    return path[:start] + value + path[start + path[start:].index(">") + 1 :]


def test_only_the_frames_may_be_framed(client: Browser, app: Flask, named: None) -> None:
    make_board(slug="x")
    walked = addresses(app)
    assert len(walked) > 30
    for path in walked:
        said = policy(client, path)
        if path.startswith(FRAMED) and client.client.get(path).status_code == 200:
            assert said["frame-ancestors"] == f"'self' {HOST}", path
            assert said["X-Frame-Options"] == ""
        else:
            assert said["frame-ancestors"] == "'none'", path
            assert said["X-Frame-Options"] == "DENY", path
        assert ("frame-src" in said) is (path.startswith("/einbetten/") and client.client.get(path).status_code == 200)


def test_a_stored_frame_keeps_its_headers(client: Browser, named: None) -> None:
    make_board(slug="park")
    assert policy(client, "/embed/board/park") == policy(client, "/embed/board/park")
    assert policy(client, "/embed/board/park")["frame-ancestors"] == f"'self' {HOST}"


def test_without_named_sites_only_this_site_may_show_frames(client: Browser) -> None:
    make_board(slug="park")
    assert policy(client, "/embed/board/park")["frame-ancestors"] == "'self'"
    assert client.open("/einbetten/board/park").shows("Noch ist keine Seite zum Einbetten zugelassen")


def test_a_board_in_a_frame_shows_what_everyone_may_see_and_leads_to_the_site(client: Browser) -> None:
    board = make_board(slug="park", title="Park")
    for number in range(7):
        make_idea(board, title=f"Idee {number}")
    hidden = make_idea(board, title="Verborgenes")
    with transaction():
        hide_idea(hidden, actor=HOUSE, reason="Gegen die Regeln.")
    response = client.client.get("/embed/board/park")
    assert "Set-Cookie" not in response.headers
    page = client.open("/embed/board/park")
    assert page.heading == "Park"
    assert page.shows("7 Ideen")
    assert page.shows("der Gemeinderat")
    assert len(page.soup.select(".hit")) == 5
    assert "Verborgenes" not in page.text
    assert not page.soup.select("form, header, nav")
    assert page.soup.find("base")["target"] == "_top"  # type: ignore[index]
    assert all(link["href"].startswith("http://localhost/") for link in page.soup.select("a"))
    client.open("/embed/board/gibt-es-nicht", status=404)


def test_a_board_of_an_unpublished_process_is_in_no_frame(client: Browser) -> None:
    make_board(make_process(publish=False), slug="geheim")
    client.open("/embed/board/geheim", status=404)
    client.open("/einbetten/board/geheim", status=404)


def test_the_results_in_a_frame_are_those_that_hold(client: Browser) -> None:
    assert client.open("/embed/ergebnisse").shows("Noch ist keine Evaluation veröffentlicht")
    goal = make_goal("Saubere Luft")
    measure = make_measure(goal_ids=[goal.subject_id])
    round_ = make_round("Evaluation 2026", slug="2026")
    make_ratings(round_, measure.subject_id, 3)
    make_publication(round_)
    page = client.open("/embed/ergebnisse")
    assert page.heading == "Evaluation 2026"
    assert page.links()["Saubere Luft"].startswith("http://localhost/ergebnisse/2026/1/ziele/")
    assert page.soup.select(".matrix__cell--is span")[0].get_text() == "weitgehend"


@pytest.mark.parametrize(
    ("path", "framed"),
    [
        ("/einbetten/board/park", "/embed/board/park"),
        ("/einbetten/karte/park", "/embed/karte/park"),
        ("/einbetten/ergebnisse", "/embed/ergebnisse"),
    ],
)
def test_the_snippet_can_be_copied_and_shows_the_frame(client: Browser, named: None, path: str, framed: str) -> None:
    make_board(slug="park", title='Park & "Ufer"')
    page = client.open(path)
    assert page.shows(HOST)
    (snippet, script) = (area.get_text() for area in page.soup.select("textarea[readonly]"))
    frame: Any = BeautifulSoup(snippet, "html.parser").iframe
    assert frame["src"] == f"http://localhost{framed}"
    assert frame["title"]
    assert " ".join(frame["sandbox"]) == SANDBOX
    assert frame.a["href"].startswith("http://localhost/")
    assert f'getElementById("{frame["id"]}")' in script
    assert 'event.origin !== "http://localhost"' in script
    preview: Any = page.soup.select("main iframe")[0]
    assert preview["src"] == framed
    assert preview["title"].startswith("Vorschau")
    client.open(framed)


def test_the_frame_names_the_sites_that_it_tells_its_height_to(client: Browser, named: None) -> None:
    make_board(slug="park")
    page = client.open("/embed/board/park")
    assert page.soup.body["data-targets"] == f"http://localhost {HOST}"  # type: ignore[index]


def test_a_board_leads_to_its_snippet_and_its_feed(client: Browser) -> None:
    make_board(slug="park", title="Park")
    page = client.open("/boards/park")
    assert page.soup.find("link", type="application/atom+xml")["href"] == "/feeds/boards/park.atom"  # type: ignore[index]
    assert client.client.get(page.links()["Atom-Feed dieser Liste"]).status_code == 200
    assert client.open(page.links()["Einbetten"]).heading == "Einbetten"


def test_the_map_of_a_board_in_a_frame_has_its_ideas_as_a_list_too(client: Browser) -> None:
    board = make_board(slug="park", title="Park")
    for number in range(12):
        make_idea(board, title=f"Ort {number}", point=Point(9.99 + number / 1000, 48.4))
    make_idea(board, title="Ohne Ort")
    page = client.open("/embed/karte/park")
    assert page.heading == "Park"
    assert page.shows("Als Liste: 12 Ideen, die neuesten")
    assert page.shows("der Gemeinderat")
    assert len(page.soup.select("details li a")) == 10
    assert "Ohne Ort" not in page.text
    assert page.soup.find(attrs={"data-map": True})["data-data"] == "/boards/park/karte.geojson"  # type: ignore[index]
    assert page.links()["Ort 11"].startswith("http://localhost/ideen/")
    page = client.open("/boards/park/karte")
    assert client.open(page.links()["Karte einbetten"]).heading == "Einbetten"


@pytest.mark.parametrize(
    "origin", ["www.stadt.example", "https://*.example", "https://a.example/pfad", "https://a.example;x", "*"]
)
def test_only_whole_addresses_of_sites_can_be_named(origin: str) -> None:
    assert Settings.from_environment({"EMBED_ORIGINS": f"{HOST}/ http://127.0.0.1:8080"}).embed_origins == (
        HOST, "http://127.0.0.1:8080",
    )  # fmt: skip
    with pytest.raises(SettingsError):
        Settings.from_environment({"EMBED_ORIGINS": f"{HOST} {origin}"})
