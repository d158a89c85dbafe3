"""Nothing that is typed is lost: while typing, without a connection, without an account, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from participation.cli.demo import PASSWORD
from participation.cli.demo.people import role_accounts
from tests.journeys.citizens import join, letter_to, new_citizen, say_age, sign_in
from tests.journeys.people import PATIENCE, People
from tools.demo_server import Served

FORM = "/boards/schulwege/idee-einreichen"
TEXT = "Vor der Turnhalle ist es morgens dunkel. Eine Laterne würde allen Kindern helfen."
KEPT = "Object.keys(localStorage).filter(name => name.startsWith('schreiben:')).length"


def begin(page: Page, title: str) -> None:
    """Type what the first step asks."""
    page.get_by_label("Überschrift").fill(title)
    page.get_by_label("Beschreibung").fill(TEXT)
    page.get_by_label("Kategorie").select_option(index=1)


def on_to_the_end(page: Page) -> None:
    """Go on to the last step and send."""
    page.get_by_role("button", name="Weiter zum Ort").click()
    page.get_by_role("button", name="Weiter zum Prüfen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stimmt alles?")
    page.get_by_role("button", name="Idee einreichen").click()


def thanked(page: Page, title: str) -> None:
    """The idea is there, and nothing of it is left in the browser."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke für Ihre Idee")
    page.get_by_role("link", name="Zu meiner Idee").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_what_is_typed_is_saved_while_typing_and_comes_back(page: Page) -> None:
    join(page)
    page.goto(FORM)
    say_age(page)
    begin(page, "Laterne vor der Turnhalle")
    state = page.locator("[data-state]")
    expect(state).to_have_text(re.compile(r"^Gespeichert \d\d:\d\d"))
    page.goto("/")
    page.goto(FORM)
    expect(page.get_by_label("Überschrift")).to_have_value("Laterne vor der Turnhalle")
    expect(page.get_by_label("Beschreibung")).to_have_value(TEXT)
    expect(state).to_contain_text("Gespeichert")
    assert page.evaluate(KEPT) == 0

    page.context.set_offline(True)
    page.get_by_label("Überschrift").fill("Zwei Laternen vor der Turnhalle")
    expect(state).to_contain_text("Keine Verbindung. Ihr Text bleibt in diesem Browser")
    page.get_by_role("button", name="Weiter zum Ort").click()
    expect(page.get_by_label("Überschrift")).to_have_value("Zwei Laternen vor der Turnhalle")
    assert page.evaluate(KEPT) == 1
    page.context.set_offline(False)
    expect(state).to_have_text(re.compile(r"^Gespeichert"))
    page.reload()
    expect(page.get_by_label("Überschrift")).to_have_value("Zwei Laternen vor der Turnhalle")
    on_to_the_end(page)
    thanked(page, "Zwei Laternen vor der Turnhalle")


def test_similar_ideas_appear_while_the_title_is_written(people: People) -> None:
    page = people.visitor()
    page.goto(FORM)
    page.get_by_label("Überschrift").press_sequentially("Zebrastreifen am Ruländerweg", delay=10)
    similar = page.locator("#aehnliche")
    expect(similar.get_by_role("heading")).to_have_text("Gibt es das schon?")
    expect(similar.get_by_role("link").first).to_contain_text("Zebrastreifen")
    expect(page.get_by_label("Überschrift")).to_be_focused()


def test_without_an_account_the_browser_keeps_the_text_and_the_idea_is_sent_after_signing_up(people: People) -> None:
    page, title = people.visitor(), "Spiegel an der Ecke zum Sportplatz"
    page.goto(FORM)
    begin(page, title)
    expect(page.locator("[data-state]")).to_have_text("Ihr Text liegt nur in diesem Browser, bis Sie ihn einreichen.")
    page.goto("/")
    page.goto(FORM)
    expect(page.locator("[data-state]")).to_contain_text("Ihr Text vom letzten Mal ist wieder da")
    expect(page.get_by_label("Überschrift")).to_have_value(title)
    on_to_the_end(page)
    expect(page.get_by_text("Dann ist Ihre Idee da.")).to_be_visible()
    page.get_by_role("link", name="Konto anlegen").click()
    citizen = new_citizen(page)
    page.get_by_label("E-Mail-Adresse").fill(citizen.email)
    page.get_by_label("Pseudonym").fill(citizen.pseudonym)
    page.get_by_label("Passwort").fill(citizen.password)
    page.get_by_label("Ich habe die Nutzungsbedingungen").check()
    page.get_by_role("button", name="Konto anlegen").click()
    page.get_by_role("link", name="Demo-Post öffnen").click()
    letter_to(page, citizen.email).get_by_role("link", name="/konto/bestaetigen/").click()
    page.get_by_role("button", name="E-Mail-Adresse bestätigen").click()
    say_age(page)
    thanked(page, title)
    assert page.evaluate(KEPT) == 0


@pytest.fixture
def plain(browser: Browser, town: Served) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(base_url=town.address, locale="de-DE", java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_without_javascript_nothing_is_lost_on_the_way_through_the_sign_in(plain: Page) -> None:
    title = "Bank vor der Bücherei"
    plain.goto(FORM)
    begin(plain, title)
    plain.get_by_role("button", name="Weiter zum Ort").click()
    plain.get_by_role("button", name="Zurück").click()
    expect(plain.get_by_label("Beschreibung")).to_have_value(TEXT)
    on_to_the_end(plain)
    address = next(email for name, email, _ in role_accounts() if name == "participant")
    sign_in(plain, address, PASSWORD)
    if plain.get_by_role("heading", level=1).inner_text().startswith("Hier kann man ab"):
        say_age(plain)
    thanked(plain, title)
