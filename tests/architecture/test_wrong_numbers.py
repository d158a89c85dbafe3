"""A number that no row can have is one that is not there, on both databases."""

from __future__ import annotations

import pytest
from flask import Flask

from participation.core.actor import Role
from tests.browser import Browser
from tests.factories.action import make_editor, make_goal, make_measure
from tests.factories.dialogue import make_board, make_idea
from tests.factories.people import make_department, make_staff

TOO_HIGH = (2**31, 2**63, 10**30)
ASKED = ("nach", "vor", "auf", "seite", "etappe", "verfahren", "board", "idee", "gegenstand", "quelle", "after")


@pytest.fixture
def coordinator(app: Flask) -> Browser:
    make_idea(make_board(slug="ufer"))
    return Browser(app).sign_in(make_staff(Role.COORDINATOR))


@pytest.mark.parametrize("number", TOO_HIGH)
def test_no_route_stumbles_over_a_number_in_its_address(app: Flask, coordinator: Browser, number: int) -> None:
    asked = 0
    for rule in app.url_map.iter_rules():
        numeric = [name for name, converter in rule._converters.items() if hasattr(converter, "num_convert")]
        if not numeric:
            continue
        path = "".join(str(number if text in numeric else "x") if dynamic else text for dynamic, text in rule._trace)
        method = coordinator.client.get if "GET" in (rule.methods or ()) else coordinator.client.post
        assert method(path.split("|", 1)[1]).status_code in {400, 404, 405}, path
        asked += 1
    assert asked > 40


@pytest.mark.parametrize("number", TOO_HIGH)
def test_no_page_stumbles_over_a_number_after_the_question_mark(app: Flask, coordinator: Browser, number: int) -> None:
    query = "&".join(f"{name}={number}" for name in ASKED)
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments:
            assert coordinator.client.get(f"{rule.rule}?{query}").status_code < 500, rule.rule


FORGED = ("x", "-1", "", "1.5", "١", str(2**31), str(2**63), str(10**30))


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_version_is_a_stale_one(app: Flask, forged: str) -> None:
    measure = make_measure()
    administrator = Browser(app).sign_in(make_staff(Role.ADMINISTRATOR))
    administrator.open("/verwaltung/name")
    administrator.send("/verwaltung/name", name="Ulm redet mit")
    pages = (
        (administrator, f"/verwaltung/fachabteilungen/{make_department().slug}", "version"),
        (administrator, f"/verwaltung/ziele/{make_goal(position=1).slug}", "version"),
        (administrator, "/verwaltung/name", "known"),
        (Browser(app).sign_in(make_editor(measure)), f"/schreibtisch/massnahmen/{measure.slug}/texte", "version"),
    )
    for browser, address, field in pages:
        name = {"name": "Anders"} if address.startswith("/verwaltung") else {}
        browser.open(address)
        browser.send(address, status=409, **name, **{field: forged})
