"""The city's web editor puts a board into another site; a stranger's site gets nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from tools.demo_server import Served

UNFITTED = "760"
"""Height in pixels that the snippet gives before the script fits it to what is shown."""


@dataclass
class Site:
    """Another site on this machine, with one page that we write ourselves."""

    address: str
    body: str = ""


@pytest.fixture
def site() -> Iterator[Site]:
    app = Flask("another site")
    server = make_server("127.0.0.1", 0, app, threaded=True)
    made = Site(f"http://127.0.0.1:{server.server_port}")
    app.add_url_rule("/", view_func=lambda: f"<!doctype html><html lang=de><title>Rathaus</title><body>{made.body}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()


@pytest.fixture
def neighbour(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that visits the other site."""
    made = browser.new_context(locale="de-DE")
    made.set_default_timeout(10_000)
    yield made
    made.close()


def name_site(town: Served, address: str) -> None:
    """Let a site embed."""
    settings = town.app.extensions["PARTICIPATION"]
    town.app.extensions["PARTICIPATION"] = replace(settings, embed_origins=(address,))
    town.app.extensions["page_store"].clear()


def a_board(page: Page) -> str:
    page.goto("/daten")
    return str(page.evaluate("fetch('/api/v1/boards').then(a => a.json()).then(a => a.data[0].slug)"))


def test_the_copied_snippet_shows_the_board_on_another_site(
    page: Page, neighbour: BrowserContext, town: Served, site: Site
) -> None:
    name_site(town, site.address)
    page.goto(f"/boards/{a_board(page)}")
    page.get_by_role("link", name="Einbetten").click()
    snippet = page.get_by_label("HTML für Ihre Seite").input_value()
    script = page.get_by_label("passt sich die Höhe dem Inhalt an").input_value()
    page.locator(".embed-preview").scroll_into_view_if_needed()
    expect(page.locator(".embed-preview")).not_to_have_attribute("height", UNFITTED)

    site.body = snippet + script
    host = neighbour.new_page()
    host.goto(site.address)
    frame = host.frame_locator("iframe")
    frame.get_by_role("heading", level=1).wait_for()
    assert frame.locator(".hit").count() > 0
    expect(host.locator("iframe")).not_to_have_attribute("height", UNFITTED)
    height = int(host.locator("iframe").get_attribute("height") or 0)
    assert abs(height - host.frames[1].evaluate("document.body.scrollHeight")) < 40
    frame.locator(".hit a").first.click()
    host.wait_for_url(f"{town.address}/ideen/*")
    assert neighbour.cookies() == []


def test_a_site_that_is_not_named_gets_no_frame_and_no_site_gets_another_page(
    page: Page, neighbour: BrowserContext, town: Served, site: Site
) -> None:
    slug = a_board(page)
    for named, path in (("https://anders.example", f"/embed/board/{slug}"), (site.address, f"/boards/{slug}")):
        name_site(town, named)
        site.body = f'<iframe src="{town.address}{path}" title="Test" width="600" height="400"></iframe>'
        host = neighbour.new_page()
        refusals: list[str] = []
        host.on("console", lambda message, said=refusals: said.append(message.text))
        host.goto(site.address, wait_until="networkidle")
        assert host.frame_locator("iframe").locator("main").count() == 0, path
        assert any("frame-ancestors" in text for text in refusals), path
        host.close()
