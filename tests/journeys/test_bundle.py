"""A moderator bundles ideas by ticking, splits the bundle, merges two ideas and undoes that; with and without script.
With script an idea can be dragged onto a bundle."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from participation.cli.demo import PASSWORD
from participation.cli.demo.people import role_accounts
from tests.journeys.people import People, open_desk, told

POLES, SIGNS, MAP = "Poller gegen Abkürzungen", "Weniger Schilder, mehr Farbe", "Zweite Klasse macht eine Karte"
BUNDLE = "Übersicht vor der Schule"


@pytest.fixture
def moderator(either_page: Page) -> Page:
    address = next(email for name, email, _ in role_accounts() if name == "moderator")
    either_page.goto("/anmelden")
    either_page.get_by_label("E-Mail-Adresse").fill(address)
    either_page.get_by_label("Passwort").fill(PASSWORD)
    either_page.get_by_role("button", name="Anmelden").click()
    return either_page


def test_ideas_are_bundled_split_merged_and_parted_again(moderator: Page) -> None:
    page = moderator
    page.goto("/schreibtisch/zusammenhang?board=schulwege")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zusammenhang")
    page.get_by_role("link", name="Ideen ankreuzen und bündeln").click()
    for title in (POLES, SIGNS, MAP):
        page.get_by_label(title).check()
    page.get_by_label("Name des neuen Themenbündels").fill(BUNDLE)
    page.get_by_role("button", name="Speichern").click()
    told(page, f"Das Themenbündel „{BUNDLE}“ ist angelegt.")

    page.goto("/schreibtisch/zusammenhang?board=schulwege")
    page.get_by_role("link", name=BUNDLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BUNDLE)
    expect(page.get_by_role("heading", level=3, name=POLES)).to_be_visible()
    page.get_by_role("link", name="Teilen", exact=True).click()
    page.get_by_label(MAP).check()
    page.get_by_label("Name des neuen Themenbündels").fill("Karten von Kindern")
    page.get_by_role("button", name="Teilen").click()
    told(page, "Das neue Themenbündel heißt „Karten von Kindern“.")
    expect(page.get_by_role("img", name=f"„Karten von Kindern“ kam aus: „{MAP}“.")).to_be_visible()

    page.get_by_role("heading", level=3).get_by_role("link", name=MAP).click()
    page.get_by_role("link", name="Mit einer anderen Idee zusammenführen").click()
    page.get_by_label("In welcher Idee geht sie weiter?").fill("nirgends")
    page.get_by_label("Warum führen Sie die Ideen zusammen?").fill("Beides ist eine Karte.")
    page.get_by_role("button", name="Zusammenführen").click()
    expect(page.locator(".error-summary")).to_contain_text("Bitte nennen Sie die öffentliche Idee")
    page.get_by_label("In welcher Idee geht sie weiter?").fill(_address_of(page, SIGNS))
    page.get_by_role("button", name="Zusammenführen").click()
    told(page, "Zusammengeführt.")
    expect(page.get_by_text("Diese Idee geht in einer anderen weiter")).to_be_visible()

    page.get_by_role("link", name="Zusammenführung lösen").click()
    page.get_by_label("Warum lösen Sie die Zusammenführung?").fill("Zwei verschiedene Karten.")
    page.get_by_role("button", name="Zusammenführung lösen").click()
    told(page, "Gelöst.")
    expect(page.get_by_text("Diese Idee geht in einer anderen weiter")).to_have_count(0)


def _address_of(page: Page, title: str) -> str:
    """The address of an idea, looked up on a second page of the same browser."""
    other = page.context.new_page()
    other.goto(f"/suche?q={title}")
    found = other.get_by_role("main").get_by_role("link", name=re.compile(re.escape(title))).first.get_attribute("href")
    other.close()
    return found or ""


def test_an_idea_is_dragged_onto_a_bundle(people: People) -> None:
    page = people.signed_in("moderator")
    open_desk(page, "Zusammenhang")
    page.goto("/schreibtisch/zusammenhang/schulwege/ideen")
    row = page.locator(".kern-form-check", has_text="Reflektoren für alle Erstklässler")
    row.drag_to(page.locator(".kern-form-check", has_text="In „Licht auf dem Schulweg“"))
    told(page, "Die Ideen sind jetzt im Themenbündel „Licht auf dem Schulweg“.")
    expect(row).to_contain_text("im Themenbündel „Licht auf dem Schulweg“")
