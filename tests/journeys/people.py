"""The people of a journey, each in a browser of their own: they sign in by typing and find their desk by links."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page, expect

from participation.cli.demo import PASSWORD
from participation.cli.demo.people import role_accounts
from tests.journeys.looking import heard_from
from tools.demo_server import Served

PATIENCE = 20_000
"""Milliseconds that somebody waits for a page or a change of it; machines can be busy."""
REFUSED = "status of 422"
expect.set_options(timeout=PATIENCE)


class People:
    """Everybody who takes part in a journey."""

    def __init__(self, browser: Browser, town: Served) -> None:
        self._browser, self._town = browser, town
        self._contexts: list[BrowserContext] = []
        self._heard: list[list[str]] = []

    def visitor(self) -> Page:
        """Somebody without an account, on the start page."""
        context = self._browser.new_context(
            base_url=self._town.address, locale="de-DE", viewport={"width": 1280, "height": 900}
        )
        context.set_default_timeout(PATIENCE)
        heard, own = heard_from(context), (self._town.address, "data:", "blob:")
        context.on("request", lambda r: None if r.url.startswith(own) else heard.append(f"asked elsewhere: {r.url}"))
        self._contexts.append(context)
        self._heard.append(heard)
        page = context.new_page()
        page.goto("/")
        return page

    def signed_in(self, role: str) -> Page:
        """The demo's account that holds a role, signed in, on the start page."""
        address = next(email for name, email, _ in role_accounts() if name == role)
        page = self.visitor()
        page.get_by_role("link", name="Anmelden").click()
        page.get_by_label("E-Mail-Adresse").fill(address)
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Anmelden").click()
        expect(page.locator("details.account")).to_be_visible()
        return page

    def leave(self) -> list[str]:
        """Everybody closes their browser. Returns what browsers complained about, but for forms that were refused."""
        for context in self._contexts:
            context.close()
        return [complaint for heard in self._heard for complaint in heard if REFUSED not in complaint]


def open_desk(page: Page, room: str) -> None:
    """Go to one's desk by the menu of the account, and there into a room."""
    page.locator("details.account summary").click()
    page.locator(".account__menu a").last.click()
    page.get_by_role("navigation", name="Arbeitsbereich").get_by_role("link", name=room).click()


def told(page: Page, words: str) -> None:
    """What was done is confirmed in words."""
    expect(page.locator("#meldungen")).to_contain_text(words)
