"""The map: what lies on it, what it loads, and that words of people stay words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from participation.core.actor import HOUSE
from participation.core.clock import now, stopped_at
from participation.core.database import db
from participation.core.places import Point
from participation.core.transactions import transaction
from participation.dialogue.boards.queries import board_by_slug
from participation.dialogue.ideas.commands import hide_idea
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.models import PhaseKind
from participation.records.subjects.models import Audience
from participation.web.map_frame import LayerNames, map_frame
from tests.browser import Browser
from tests.factories.action import make_measure
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import make_account
from tests.factories.town import make_district, square
from tests.statements import counting

HERE = Point(9.99, 48.4)
EVIL = ('<img src=x onerror="alert(1)">', "${alert(1)}", "</script><script>alert(1)</script>", '"}};alert(1)//')


def data(client: Browser, path: str = "/karte/daten.geojson") -> list[dict[str, Any]]:
    answer = client.client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/geo+json"
    found: list[dict[str, Any]] = json.loads(answer.get_data())["features"]
    return found


def test_the_map_says_how_many_ideas_are_not_on_it(client: Browser) -> None:
    board = make_board(slug="ufer")
    make_idea(board, point=HERE)
    assert "keinen Ort" not in client.open("/karte").text
    make_idea(board)
    make_idea(board)
    for path in ("/karte", "/boards/ufer/karte"):
        assert "2 weitere Ideen haben keinen Ort und stehen nur in der Liste." in client.open(path).text


def titles(client: Browser, path: str = "/karte/daten.geojson") -> set[str]:
    return {feature["properties"]["title"] for feature in data(client, path)}


def test_ideas_and_measures_with_a_place_are_pins(client: Browser) -> None:
    board = make_board()
    category = board_by_slug(board.slug, HOUSE).categories[1]  # type: ignore[union-attr]
    idea = make_idea(board, title="Mehr Bänke", point=HERE, category_id=category.id)
    make_idea(board, title="Ohne Ort")
    measure = make_measure(title="Kühle Plätze", lon=9.98, lat=48.39)
    assert data(client) == [
        {
            "type": "Feature", "id": idea.subject_id, "geometry": {"type": "Point", "coordinates": [9.99, 48.4]},
            "properties": {"title": "Mehr Bänke", "kind": "idea", "tone": category.tone},
        },
        {
            "type": "Feature", "id": measure.subject_id, "geometry": {"type": "Point", "coordinates": [9.98, 48.39]},
            "properties": {"title": "Kühle Plätze", "kind": "measure", "tone": 0},
        },
    ]  # fmt: skip


def test_the_page_lists_what_lies_on_the_map(client: Browser) -> None:
    board = make_board()
    make_district("Oststadt")
    make_idea(board, title="Mehr Bänke", point=HERE)
    make_measure(title="Kühle Plätze", lon=9.98, lat=48.39)
    page = client.open("/karte")
    assert page.heading == "Karte"
    assert page.shows("1 Idee, 1 Maßnahme")
    assert {"Mehr Bänke", "Kühle Plätze", "Als Liste"} <= set(page.links())
    assert page.soup.find("noscript").find("svg", class_="district-map") is not None  # type: ignore[union-attr]


def test_the_frame_carries_a_nonce_that_is_new_each_time_and_no_cookie(client: Browser) -> None:
    nonces = set()
    for _ in range(2):
        page = client.open("/karte")
        policy = page.response.headers["Content-Security-Policy"]
        script = page.soup.find("script", nonce=True)
        assert script is not None
        assert f"'nonce-{script['nonce']}'" in policy
        assert "unsafe" not in policy
        assert "Set-Cookie" not in page.response.headers
        nonces.add(script["nonce"])
    assert len(nonces) == 2


def test_the_page_names_no_other_host(client: Browser) -> None:
    make_district()
    page = client.open("/karte")
    for tag in page.soup.find_all(["script", "link", "img"]):
        assert not str(tag.get("src") or tag.get("href") or "").startswith(("http", "//"))
    script = page.soup.find("script", nonce=True)
    assert "http" not in script.get_text()  # type: ignore[union-attr]
    assert page.soup.find_all("style") == []
    assert len(page.soup.find_all("meta", {"name": "viewport"})) == 1


@pytest.mark.parametrize("evil", EVIL)
def test_words_of_people_never_become_markup_or_script(client: Browser, evil: str) -> None:
    idea = make_idea(make_board(), title=evil, text=f"{evil} und mehr Text dazu", point=HERE)
    assert titles(client) == {evil}
    page = client.open("/karte")
    script = page.soup.find("script", nonce=True)
    assert evil not in script.get_text()  # type: ignore[union-attr]
    assert page.soup.find("img", src="x") is None
    assert evil in page.links()
    popup = client.open(f"/karte/punkt/{idea.subject_id}", headers={"HX-Request": "true"})
    assert popup.soup.find(["img", "script"]) is None
    assert evil in popup.links()


def test_a_district_with_an_evil_name_stays_a_name_in_the_frame() -> None:
    outlines = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"name": evil, "slug": "x"}, "geometry": square(9.9, 48.4)}
            for evil in EVIL
        ],
    }
    frame = map_frame(json.dumps(outlines), (48.4, 9.99), 12, LayerNames("Ideen", "Maßnahmen", "Stadtteile"))
    assert "</script" not in frame.script
    assert "<img" not in frame.script
    assert "`" not in frame.script


def test_a_popup_tells_of_the_idea_and_without_script_leads_to_its_page(client: Browser) -> None:
    idea = make_idea(make_board(), title="Mehr Bänke", point=HERE)
    popup = client.open(f"/karte/punkt/{idea.subject_id}", headers={"HX-Request": "true"})
    assert popup.shows("Mehr Bänke")
    assert popup.shows("0 Unterstützungen, 0 Kommentare")
    assert client.open(f"/karte/punkt/{idea.subject_id}", status=302).location == f"/ideen/{idea.subject_id}"
    client.open("/karte/punkt/999999", status=404)


def test_what_is_hidden_or_inside_is_not_on_the_map(client: Browser) -> None:
    board = make_board()
    idea = make_idea(board, title="Verborgen", point=HERE)
    make_idea(make_board(make_process(audience=Audience.INTERNAL)), title="Intern", point=HERE)
    with transaction():
        hide_idea(idea, actor=HOUSE, reason="Enthält einen Namen.")
    assert titles(client) == set()
    client.open(f"/karte/punkt/{idea.subject_id}", status=404, headers={"HX-Request": "true"})


def test_filters_narrow_the_map_as_they_narrow_the_list(client: Browser) -> None:
    board, district = make_board(), make_district("Oststadt")
    first, second = board_by_slug(board.slug, HOUSE).categories  # type: ignore[union-attr]
    make_idea(board, title="Eins", point=HERE, category_id=first.id, district_id=district.subject_id)
    make_idea(board, title="Zwei", point=Point(9.9, 48.3), category_id=second.id)
    make_measure(title="Drei", lon=9.98, lat=48.39)
    assert titles(client) == {"Eins", "Zwei", "Drei"}
    assert titles(client, f"/karte/daten.geojson?stadtteil={district.slug}") == {"Eins"}
    assert titles(client, f"/boards/{board.slug}/karte.geojson?kategorie={second.slug}") == {"Zwei"}
    assert titles(client, "/karte/daten.geojson?status=answered") == set()
    page = client.open(f"/karte?stadtteil={district.slug}&ansicht=48.4,9.99,13")
    assert page.shows("1 Idee")
    assert page.soup.find(attrs={"data-map": True})["data-data"] == f"/karte/daten.geojson?stadtteil={district.slug}"  # type: ignore[index]
    assert page.soup.find("input", {"name": "ansicht"})["value"] == "48.4,9.99,13"  # type: ignore[index]
    assert page.links()["Als Liste"] == f"/ideen?stadtteil={district.slug}"


def test_a_boards_map_says_which_phase_runs_and_leads_back(client: Browser) -> None:
    board = make_board(title="Schulwege")
    make_idea(board, title="Eins", point=HERE)
    make_idea(title="Anderswo", point=HERE)
    page = client.open(f"/boards/{board.slug}/karte")
    assert page.shows("1 Idee")
    assert page.shows("Es entscheidet: der Gemeinderat")
    assert "Idee einreichen" in page.links()
    assert page.links()["Als Liste"] == f"/boards/{board.slug}"
    assert titles(client, f"/boards/{board.slug}/karte.geojson") == {"Eins"}
    client.open("/boards/gibt-es-nicht/karte", status=404)
    closed = make_board(phase=PhaseKind.DECIDE)
    assert "Idee einreichen" not in client.open(f"/boards/{closed.slug}/karte").links()


def test_a_change_is_seen_by_the_next_request_and_a_vote_makes_no_pins_anew(app: Flask, client: Browser) -> None:
    idea = make_idea(make_board(), title="Vorher", point=HERE)
    assert titles(client) == {"Vorher"}
    with transaction():
        found = db.session.get_one(Idea, idea.subject_id)
        found.title, found.changed_at = "Nachher", now()
    assert titles(client) == {"Nachher"}
    with stopped_at(now().replace(year=now().year + 1)):
        assert titles(client) == {"Nachher"}
        with transaction():
            db.session.get_one(Idea, idea.subject_id).votes += 1
        with counting(app) as statements:
            assert titles(client) == {"Nachher"}
        assert not any("ideas.title" in statement for statement in statements)


def test_pages_and_data_take_few_statements_however_many_pins(app: Flask, client: Browser) -> None:
    board = make_board()
    make_district()
    client.client.get("/karte")  # the districts are kept until the city changes them
    counts = []
    for many in (1, 12):
        for _ in range(many):
            make_idea(board, point=HERE)
        for path in ("/karte", f"/boards/{board.slug}/karte", "/karte/daten.geojson"):
            with counting(app) as statements:
                client.client.get(path)
            assert len(statements) <= 8, (path, statements)
            counts.append(len(statements))
    assert counts[:3] == counts[3:]


def test_signed_in_people_see_the_same_map(app: Flask) -> None:
    make_idea(make_board(), title="Mehr Bänke", point=HERE)
    browser = Browser(app).sign_in(make_account())
    with counting(app) as statements:
        page = browser.open("/karte")
    assert page.shows("1 Idee")
    assert len(statements) <= 11, statements
    assert titles(browser) == {"Mehr Bänke"}


def test_outlines_are_the_base_and_a_place_tells_its_district(client: Browser) -> None:
    district = make_district("Oststadt", at=(9.98, 48.39))
    found = json.loads(client.client.get("/karte/stadtteile.geojson").get_data())["features"]
    assert [f["properties"] for f in found] == [{"name": "Oststadt", "slug": "oststadt", "level": 1}]
    answer = client.client.get("/karte/stadtteil?lon=9.99&lat=48.4").get_json()
    assert answer == {"id": district.subject_id, "name": "Oststadt"}
    assert client.client.get("/karte/stadtteil?lon=1&lat=1").get_json() == {"id": None, "name": ""}
    for wrong in ("lon=neun&lat=48", "lon=9", "lon=999&lat=48", "lon=nan&lat=48"):
        client.open(f"/karte/stadtteil?{wrong}", status=404 if "lat" in wrong else None)


def test_a_picture_behind_is_offered_only_where_a_provider_is_set(app: Flask, client: Browser) -> None:
    assert "Kartenbild" not in client.open("/karte").body
    from dataclasses import replace

    settings = app.extensions["PARTICIPATION"]
    app.extensions["PARTICIPATION"] = replace(settings, tile_url="https://tiles.example/{z}/{x}/{y}.png")
    try:
        page = client.open("/karte")
        assert page.shows("Dabei erfährt er Ihre IP-Adresse")
        assert "img-src 'self' data: https://tiles.example" in page.response.headers["Content-Security-Policy"]
        assert "tiles.example" not in page.soup.find("script", nonce=True).get_text()  # type: ignore[union-attr]
    finally:
        app.extensions["PARTICIPATION"] = settings
