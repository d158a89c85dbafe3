"""What a cold first visit weighs: all bytes as they were sent, compressed, pictures left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tools.demo_server import Served

PAGE, MAP = 110_000, 150_000
"""Bytes that a page may weigh, and a page with a map."""
PAGES = (
    "/",
    "/verfahren/sicher-ankommen",
    "/boards/schulwege",
    "/ideen",
    "/suche?q=Schule",
    "/massnahmen",
    "/ergebnisse",
    "/werkstaetten/luft-am-eselsberg",
    "/anmelden",
)
MAPS = ("/karte", "/boards/schulwege/karte", "/embed/karte/schulwege")
Weigh = Callable[[str], dict[str, int]]


@pytest.fixture
def weigh(browser: Browser, town: Served) -> Weigh:
    """Open an address in a browser that was never here. Returns the bytes of each file, headers included."""

    def measure(path: str) -> dict[str, int]:
        context = browser.new_context(base_url=town.address, locale="de-DE", viewport={"width": 1280, "height": 900})
        page = context.new_page()
        network = context.new_cdp_session(page)
        asked: dict[str, tuple[str, str]] = {}
        weights: dict[str, int] = {}

        def answered(said: dict[str, Any]) -> None:
            asked[said["requestId"]] = (said["type"], said["response"]["url"].removeprefix(town.address))

        def finished(said: dict[str, Any]) -> None:
            kind, name = asked[said["requestId"]]
            if kind != "Image":
                weights[name] = weights.get(name, 0) + int(said["encodedDataLength"])

        network.on("Network.responseReceived", answered)
        network.on("Network.loadingFinished", finished)
        network.send("Network.enable")
        page.goto(path, wait_until="networkidle")
        context.close()
        return weights

    return measure


def check(path: str, weights: dict[str, int], *, most: int) -> None:
    """Tell the figures, and fail where they are more than a visit may weigh."""
    lines = [f"{size:>9,}  {name}" for name, size in sorted(weights.items(), key=lambda item: -item[1])]
    figures = "\n".join([path, f"{sum(weights.values()):>9,}  bytes in all", *lines])
    print(figures)
    assert len(weights) >= 5, "styles, scripts and letters belong to a cold visit"
    assert sum(weights.values()) <= most, figures


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light(path: str, weigh: Weigh) -> None:
    check(path, weigh(path), most=PAGE)


def test_the_page_of_an_idea_with_many_comments_is_light(page: Page, weigh: Weigh) -> None:
    page.goto("/boards/kuehle-plaetze?sortierung=kommentare")
    path = page.locator(".card--idea .card__title a").first.get_attribute("href") or ""
    check(path, weigh(path), most=PAGE)


@pytest.mark.parametrize("path", MAPS)
def test_a_page_with_a_map_is_light(path: str, weigh: Weigh) -> None:
    check(path, weigh(path), most=MAP)
