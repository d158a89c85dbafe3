"""The map in a real browser: pins, popups, keyboard, the view in the address, and words of people that stay words."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from participation.core.actor import HOUSE
from participation.core.places import Point
from participation.core.transactions import transaction
from participation.dialogue.boards.queries import board_by_slug
from participation.dialogue.ideas.commands import submit_idea
from participation.dialogue.ideas.models import Origin
from tools.demo_server import Served

EVIL = '<img src=x onerror="window.hit=1">${window.hit=1}</script><script>window.hit=1</script>'
ALONE = Point(9.86, 48.33)


@pytest.fixture
def evil_idea(town: Served) -> int:
    """An idea with a title that would like to be script, at a place of its own."""
    with town.app.app_context(), transaction():
        board = board_by_slug("schulwege", HOUSE)
        assert board is not None
        idea = submit_idea(board, actor=HOUSE, title=EVIL[:120], text=EVIL, point=ALONE, origin=Origin.PAPER)
        return idea.subject_id


def test_pins_come_in_groups_and_one_tells_what_it_is(page: Page, strangers: list[str]) -> None:
    page.goto("/karte")
    groups = page.locator(".map-pin--group.map-pin--idea")
    expect(groups.first).to_be_visible()
    assert re.search(r"\d+ Ideen an dieser Stelle", groups.first.get_attribute("aria-label") or "")
    page.goto("/karte?ansicht=48.3986,9.9916,17")
    pin = page.locator(".map-pin--idea:not(.map-pin--group)").first
    expect(pin).to_be_visible()
    pin.click()
    expect(page.locator(".map-popup__title a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".map-popup")).to_have_count(0)
    assert strangers == []


def test_the_map_is_worked_by_keyboard_and_its_view_stands_in_the_address(page: Page) -> None:
    page.goto("/karte")
    expect(page.locator(".map-pin").first).to_be_visible()
    before = page.url
    page.locator("#map_stadtkarte").focus()
    page.keyboard.press("+")
    page.wait_for_url(lambda url: url != before)
    page.wait_for_timeout(700)
    group = page.locator(".map-pin--group").first
    group.focus()
    was = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != was)
    page.wait_for_timeout(700)
    view = page.url
    page.reload()
    expect(page.locator(".map-pin").first).to_be_visible()
    assert page.url == view


def test_words_of_people_stay_words(page: Page, evil_idea: int, strangers: list[str]) -> None:
    page.goto(f"/karte?ansicht={ALONE.lat},{ALONE.lon},16")
    pin = page.locator(".map-pin--idea").first
    expect(pin).to_be_visible()
    assert EVIL[:40] in (pin.get_attribute("aria-label") or "")
    pin.click()
    expect(page.locator(".map-popup__title a")).to_contain_text("<img src=x")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    assert strangers == []
