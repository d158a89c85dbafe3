"""A workshop evening in a real browser: two people, one wall that keeps itself up to date."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from participation.core.actor import HOUSE
from participation.dialogue.workshops.models import WorkshopState
from participation.dialogue.workshops.queries import all_workshops
from tools.demo_server import Served, session_cookie


@pytest.fixture(scope="module")
def slug(town: Served) -> str:
    """A workshop whose stage is open."""
    with town.app.app_context():
        return next(w.slug for w in all_workshops(HOUSE) if w.state is WorkshopState.RUNNING and w.stage)


def as_role(browser: Browser, town: Served, role: str) -> Page:
    context = browser.new_context(base_url=town.address, locale="de-DE", viewport={"width": 1280, "height": 900})
    context.add_cookies([session_cookie(town, role)])  # type: ignore[list-item]
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


@pytest.fixture
def participant(browser: Browser, town: Served) -> Iterator[Page]:
    page = as_role(browser, town, "participant")
    yield page
    page.context.close()


@pytest.fixture
def facilitator(browser: Browser, town: Served) -> Iterator[Page]:
    page = as_role(browser, town, "facilitator")
    yield page
    page.context.close()


def test_a_note_and_a_dot_reach_the_facilitators_wall_and_a_new_stage_reaches_the_participant(
    participant: Page, facilitator: Page, slug: str
) -> None:
    facilitator.goto(f"/schreibtisch/werkstaetten/{slug}")
    participant.goto(f"/werkstaetten/{slug}/mitmachen")
    participant.get_by_label("Ihr Zettel").fill("Ein Trinkbrunnen gleich am Eingang")
    participant.get_by_role("button", name="An die Wand hängen").click()
    expect(participant.locator("#meldungen")).to_contain_text("Ihr Zettel hängt an der Wand.")
    note = facilitator.locator(".wall__note", has_text="Ein Trinkbrunnen gleich am Eingang")
    expect(note).to_be_visible(timeout=12_000)

    own = participant.locator(".wall__note", has_text="Ein Trinkbrunnen gleich am Eingang")
    own.get_by_role("button", name="Punkt setzen").focus()
    participant.keyboard.press("Enter")
    expect(own.get_by_role("button", name="Punkt gesetzt · zurücknehmen")).to_be_focused()
    expect(participant.locator("#ansage")).to_contain_text("Gespeichert.")
    expect(note).to_contain_text("1 Punkt", timeout=12_000)

    participant.get_by_label("Ihr Zettel").fill("angefangen")
    facilitator.get_by_label("Zeit für die Etappe").select_option("5")
    facilitator.get_by_role("button", name="Nächste Etappe öffnen").click()
    expect(facilitator.locator("[data-timer]")).to_contain_text("noch ")
    expect(participant.locator("#werkstatt")).to_contain_text("ist zu Ende", timeout=12_000)
    expect(participant.get_by_label("Ihr Zettel")).to_have_value("angefangen")
