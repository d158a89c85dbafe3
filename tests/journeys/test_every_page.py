"""Every page of the site in a real browser, opened by who may: the list comes from the URL map."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from participation.rooms import VIEWS
from tests.journeys.looking import axe_faults_in_both, heard_from, width_faults
from tools.demo_server import Served, session_cookie
from tools.pages import Example, examples

# A page that answers 404 or 403 on purpose is told to the console by Chromium itself.
ANSWERED = re.compile(r"console: Failed to load resource: the server responded with a status of 4\d\d")


@pytest.fixture(scope="module")
def pages(town: Served) -> list[Example]:
    """An example of every GET route. One for which there is none is an error."""
    return examples(town.app, further=True)


class Visits:
    """One browser for each role, kept over all pages of the module."""

    def __init__(self, browser: Browser, town: Served) -> None:
        self.browser, self.town = browser, town
        self.contexts: dict[str | None, BrowserContext] = {}
        self.heard: dict[str | None, list[str]] = {}
        self.strangers: list[str] = []

    def page_of(self, role: str | None) -> Page:
        if role not in self.contexts:
            context = self.browser.new_context(
                base_url=self.town.address, locale="de-DE", viewport={"width": 1280, "height": 900}
            )
            if role is not None:
                context.add_cookies([session_cookie(self.town, role)])  # type: ignore[list-item]
            context.on("request", self._note_stranger)
            self.heard[role] = heard_from(context)
            self.contexts[role] = context
            context.new_page().set_default_timeout(20_000)
        return self.contexts[role].pages[0]

    def _note_stranger(self, request: object) -> None:
        url = str(request.url)  # type: ignore[attr-defined]
        if not url.startswith((self.town.address, "data:", "blob:")):
            self.strangers.append(url)

    def faults(self, example: Example) -> list[str]:
        """Everything that is wrong with one page."""
        page = self.page_of(example.role)
        self.heard[example.role].clear()
        self.strangers.clear()
        if not example.is_page:
            answer = page.request.get(example.path, max_redirects=0)
            return _wrong_status(answer.status, example.status)
        answered = page.goto(example.path)
        wrong = _wrong_status(answered.status if answered else 0, example.status) + width_faults(page)
        # Axe itself tries inline styles, which the policy refuses: what comes after this is not the page's.
        wrong += [line for line in self.heard[example.role] if example.status < 400 or not ANSWERED.match(line)]
        wrong += [f"another host: {url}" for url in self.strangers]
        return wrong + axe_faults_in_both(page)


def _wrong_status(status: int, expected: int) -> list[str]:
    return [] if status == expected else [f"status {status} instead of {expected}"]


@pytest.fixture(scope="module")
def visits(browser: Browser, town: Served) -> Iterator[Visits]:
    made = Visits(browser, town)
    yield made
    for context in made.contexts.values():
        context.close()


@pytest.mark.parametrize("room", [name.split(".")[1] for name in VIEWS])
def test_the_pages_of(room: str, pages: list[Example], visits: Visits) -> None:
    own = [example for example in pages if example.room == room]
    assert own, "a room without a page"
    faults = [f"{e.path} ({e.role or 'visitor'}): {fault}" for e in own for fault in visits.faults(e)]
    assert not faults, "\n".join(faults)


def test_every_get_route_belongs_to_a_room_that_is_looked_at(pages: list[Example]) -> None:
    assert {example.room for example in pages} == {name.split(".")[1] for name in VIEWS}
