"""An editor who is new to it makes and publishes a process from a pattern; every act is counted."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import People, open_desk

MOST_ACTS = 40
MOST_SECONDS = 600
ALLOWED_PER_ACT = 5
"""Seconds that a person takes to read and do one thing, added to what the machine took."""


class Hands:
    """Hands that click, choose and type, and count each of it as one interaction."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.acts = 0

    def click(self, place: Locator) -> None:
        self.acts += 1
        place.click()

    def fill(self, label: str, text: str) -> None:
        self.acts += 1
        self.page.get_by_label(label, exact=False).first.fill(text)

    def follow(self, words: str | re.Pattern[str], within: str = "main") -> None:
        self.click(self.page.locator(within).get_by_role("link", name=words).first)

    def press(self, words: str) -> None:
        self.click(self.page.get_by_role("button", name=words))


@pytest.fixture
def editor(people: People) -> Page:
    return people.signed_in("editor")


def test_a_newcomer_publishes_a_process_in_few_acts(editor: Page, people: People) -> None:
    begun = time.monotonic()
    open_desk(editor, "Verfahren")
    hands = Hands(editor)
    hands.acts = 2  # opening the menu, choosing the desk
    hands.follow("Neues Verfahren")
    hands.follow("Ideensammlung")
    hands.fill("Titel", "Bänke für die Weststadt")
    hands.fill("Ihre Frage", "Wo fehlt in der Weststadt eine Bank, und wem würde sie helfen?")
    hands.acts += 1
    editor.get_by_label("Fachabteilung").select_option(label="Abteilung Grünflächen und Freiräume")
    hands.press("Verfahren anlegen")
    expect(editor.get_by_role("heading", level=1)).to_have_text("Bänke für die Weststadt")
    expect(editor.locator(".checklist")).to_contain_text("Das fehlt noch")

    hands.follow(re.compile("Ergänzen.*Frage und Anlass"))
    hands.fill("Worum geht es?", "In der Weststadt fehlen Plätze zum Ausruhen. Wir stellen zwanzig Bänke auf.")
    hands.press("Speichern")
    hands.follow(re.compile("Ergänzen.*Die vier Fragen"))
    hands.fill("Was steht schon fest?", "- Es gibt zwanzig Bänke.\n- Private Flächen sind ausgenommen.")
    hands.press("Speichern")
    expect(editor.locator(".checklist")).not_to_contain_text("Das fehlt noch")

    hands.follow("Vorschau")
    expect(editor.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text("Bänke für die Weststadt")
    hands.follow("Zurück zum Schreibtisch")
    hands.follow("Veröffentlichen")
    hands.press("Veröffentlichen")
    expect(editor.locator("#meldungen")).to_contain_text("Das Verfahren ist veröffentlicht.")
    took = time.monotonic() - begun + hands.acts * ALLOWED_PER_ACT
    print(f"\ninteractions: {hands.acts}, seconds with reading: {took:.0f}")
    assert hands.acts <= MOST_ACTS
    assert took < MOST_SECONDS

    visitor = people.visitor()
    visitor.goto("/verfahren")
    visitor.get_by_role("link", name="Bänke für die Weststadt").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Bänke für die Weststadt")
    expect(visitor.get_by_text("Noch nicht begonnen")).to_be_visible()


def test_a_process_can_be_made_and_published_without_script(either_page: Page, people: People, scripted: bool) -> None:
    """The same way in a browser without JavaScript; `either_page` is signed in by its form."""
    from participation.cli.demo import PASSWORD

    page = either_page
    page.goto("/anmelden?next=/schreibtisch/verfahren/neu/karten-dialog")
    page.get_by_label("E-Mail").fill("redaktion@example.org")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    title = f"Orte {'mit' if scripted else 'ohne'} Skript"
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Fachabteilung").select_option(index=1)
    page.get_by_role("button", name="Verfahren anlegen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("link", name="Neue Phase").click()
    page.get_by_label("Name der Phase").fill("Nachlese")
    page.get_by_label("Letzter Tag").fill("2020-01-01")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#last_day-error")).to_contain_text("bevor sie beginnt")
    expect(page.get_by_label("Name der Phase")).to_have_value("Nachlese")


def test_an_area_is_drawn_by_mouse_and_by_keyboard(editor: Page) -> None:
    editor.goto("/schreibtisch/verfahren")
    editor.locator("main table").get_by_role("link").first.click()
    editor.goto(f"{editor.url.split('?')[0].rstrip('/')}/spielraum/neu")
    editor.get_by_label("Worum geht es?").fill("Die Lage des Stegs")
    drawer = editor.locator("[data-area-drawer]")
    told = drawer.get_by_role("status")
    expect(told).to_have_text("Noch ist keine Fläche gezeichnet.")
    canvas = drawer.locator("[data-map-area]")
    canvas.scroll_into_view_if_needed()
    for x, y in ((100, 80), (220, 80)):
        canvas.click(position={"x": x, "y": y})
    expect(told).to_have_text("Es fehlen noch Ecken: 1")
    canvas.focus()
    for _ in range(2):
        editor.keyboard.press("ArrowDown")
    expect(canvas.locator(".leaflet-pan-anim")).to_have_count(0)
    middle = editor.get_by_role("button", name="Ecke in die Mitte setzen")
    middle.focus()
    editor.keyboard.press("Enter")
    expect(told).to_contain_text("Die Fläche hat 3 Ecken und misst etwa")
    middle.focus()
    editor.keyboard.press("Enter")
    editor.get_by_role("button", name="Letzte Ecke zurücknehmen").click()
    expect(told).to_contain_text("Die Fläche hat 3 Ecken")
    editor.get_by_role("button", name="Speichern").click()
    expect(editor.locator("#meldungen")).to_contain_text("Gespeichert.")
    editor.get_by_role("link", name="Die Lage des Stegs").click()
    expect(told).to_contain_text("Die Fläche hat 3 Ecken")
    editor.get_by_role("button", name="Neu beginnen").click()
    expect(told).to_have_text("Noch ist keine Fläche gezeichnet.")
    expect(middle).to_be_focused()
