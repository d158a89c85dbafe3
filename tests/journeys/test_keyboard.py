"""With the keyboard alone: sign in, find an idea, support it, comment, submit one; and one always sees where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from participation.cli.demo import PASSWORD
from participation.cli.demo.people import role_accounts

MOST_STEPS = 90
"""Presses of Tab after which something counts as out of reach."""
SCROLLING = 50
"""Tenths of a second within which a page must have scrolled to where one is."""
SEEN = """() => {
    const at = document.activeElement
    if (at === document.body) return {ring: true, what: 'BODY'}
    const ring = style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 &&
        !/transparent|, 0\\)$/.test(style.outlineColor)) || style.boxShadow !== 'none'
    const lent = [at.parentElement, ...document.querySelectorAll(`label[for="${at.id}"]`)]
    return {
        ring: ring(getComputedStyle(at)) || ring(getComputedStyle(at, '::after')) ||
            lent.some(e => ring(getComputedStyle(e))),
        what: `${at.tagName} ${at.className} ${at.innerText || at.getAttribute('aria-label') || at.id}`.slice(0, 80),
    }
}"""
IN_VIEW = """() => {
    const box = document.activeElement.getBoundingClientRect()
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
}"""


class Keys:
    """Two hands on the keyboard; each stop must be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.press = page.keyboard.press
        self.write = page.keyboard.type

    def step(self, key: str = "Tab") -> str:
        """Go on to the next stop. Returns what it is."""
        self.press(key)
        seen = self.page.evaluate(SEEN)
        assert seen["ring"], f"one does not see that one is at: {seen['what']}"
        # Asked again and again from here: what a page itself would evaluate, its content security policy forbids.
        for _ in range(SCROLLING):
            if self.page.evaluate(IN_VIEW):
                return str(seen["what"])
            self.page.wait_for_timeout(100)
        raise AssertionError(f"the page shows something else than where one is: {seen['what']}")

    def go_to(self, target: Locator, key: str = "Tab") -> None:
        """Step until one is there."""
        expect(target).to_be_visible()
        for _ in range(MOST_STEPS):
            if target.evaluate("e => e === document.activeElement"):
                return
            self.step(key)
        raise AssertionError(f"{MOST_STEPS} steps do not reach {target}")

    def choose(self, target: Locator, key: str = "Enter") -> None:
        """Step there and press."""
        self.go_to(target)
        self.press(key)


@pytest.fixture
def keys(page: Page) -> Keys:
    page.goto("/")
    return Keys(page)


def sign_in(keys: Keys) -> None:
    """Sign in as the demo's participant."""
    page = keys.page
    email, name = next((email, name) for role, email, name in role_accounts() if role == "participant")
    keys.choose(page.get_by_role("banner").get_by_role("link", name="Anmelden"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    keys.go_to(page.get_by_label("E-Mail-Adresse"))
    keys.write(email)
    keys.step()
    expect(page.get_by_label("Passwort")).to_be_focused()
    keys.write(PASSWORD)
    keys.press("Enter")
    expect(page.get_by_role("banner")).to_contain_text(name)


def test_the_first_stop_leads_past_the_head_and_no_stop_of_a_page_is_a_trap_or_unseen(keys: Keys) -> None:
    page = keys.page
    assert "Zum Inhalt springen" in keys.step()
    keys.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    first = keys.step()
    assert "Heiße Tage" in first or "Alle Verfahren" in first
    for path in ("/", "/boards/schulwege", "/massnahmen", "/ergebnisse"):
        page.goto(path)
        stops = [keys.step()]
        while "Impressum" not in stops[-1]:
            stops.append(keys.step())
            assert len(stops) < 150, f"one does not get to the end of {path}: {stops[-5:]}"
        back = [keys.step("Shift+Tab") for _ in range(3)]
        assert back == stops[-2:-5:-1]


def test_somebody_signs_in_finds_an_idea_supports_it_and_comments(keys: Keys) -> None:
    page = keys.page
    sign_in(keys)
    keys.choose(page.get_by_role("main").get_by_role("link", name="Sicher zur Schule und zum Bahnhof").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sicher zur Schule und zum Bahnhof")
    keys.choose(page.locator("#themen").get_by_role("link", name="Schulwege"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Schulweg")

    menu = page.locator(".sort-menu summary")
    keys.choose(menu)
    keys.choose(page.get_by_role("link", name="meiste Unterstützungen"))
    expect(menu).to_contain_text("meiste Unterstützungen")
    expect(menu).to_be_focused()
    keys.go_to(page.get_by_role("searchbox", name="Suche"), "Shift+Tab")
    keys.write("Mittelinsel")
    keys.press("Enter")
    expect(page.get_by_role("list", name="Aktive Filter")).to_contain_text("Mittelinsel")
    expect(page.get_by_role("searchbox", name="Suche")).to_be_focused()
    expect(page.locator("#ansage")).to_contain_text("gefunden")
    keys.choose(page.get_by_label("Über die Straße kommen"), "Space")
    expect(page.get_by_role("list", name="Aktive Filter")).to_contain_text("Über die Straße kommen")
    expect(page.get_by_label("Über die Straße kommen")).to_be_focused()

    card = page.locator(".card--idea").filter(has_text="Mittelinsel in der Wielandstraße")
    before = int(card.locator(".support__count strong").inner_text())
    button = card.get_by_role("button")
    keys.choose(button)
    expect(card.locator(".support__count strong")).to_have_text(str(before + 1))
    expect(button).to_have_accessible_name("Unterstützt · zurücknehmen: Mittelinsel in der Wielandstraße")
    expect(button).to_be_focused()
    expect(page.locator("#ansage")).to_contain_text(f"{before + 1} Unterstützungen")
    keys.press("Space")
    expect(card.locator(".support__count strong")).to_have_text(str(before))
    expect(button).to_be_focused()
    keys.go_to(page.get_by_role("link", name="Mittelinsel in der Wielandstraße", exact=True), "Shift+Tab")
    keys.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Mittelinsel in der Wielandstraße")
    keys.choose(page.get_by_role("button", name="Unterstützen", exact=True))
    expect(page.get_by_role("button", name="Unterstützt · zurücknehmen")).to_be_focused()
    expect(page.locator("#stimme")).to_contain_text(f"{before + 1} Unterstützungen")
    keys.choose(page.get_by_role("button", name="Folgen", exact=True))
    expect(page.get_by_role("button", name="Nicht mehr folgen")).to_be_focused()
    send = page.get_by_role("button", name="Kommentar veröffentlichen")
    keys.go_to(send, "Shift+Tab")
    keys.press("Enter")
    text = page.get_by_label("Ihr Kommentar")
    expect(text).to_have_attribute("aria-invalid", "true")
    summary = page.locator("[data-focus]")
    expect(summary).to_be_focused()
    keys.choose(summary.get_by_role("link", name="Bitte schreiben Sie einen Kommentar."))
    expect(text).to_be_focused()
    keys.write("Hier ist es morgens am vollsten.")
    keys.choose(send)
    expect(page.locator(".comment").filter(has_text="Hier ist es morgens am vollsten.")).to_be_visible()

    support = page.get_by_role("button", name="Unterstützen: Kommentar von Safrangelb")
    keys.choose(support)
    given = page.get_by_role("button", name="Unterstützt · zurücknehmen: Kommentar von Safrangelb")
    expect(given).to_be_focused()
    keys.choose(page.get_by_role("link", name="Antworten auf den Kommentar von Safrangelb"))
    keys.go_to(page.get_by_label("Ihr Kommentar"))
    keys.write("Bei uns war es im Herbst genauso!")
    keys.choose(page.get_by_role("button", name="Kommentar veröffentlichen"))
    answer = page.locator(".comment .comment").filter(has_text="Bei uns war es im Herbst genauso!")
    expect(answer).to_be_visible()
    keys.choose(answer.get_by_role("link", name="Bearbeiten"))
    keys.go_to(page.get_by_label("Ihr Kommentar"))
    keys.press("End")
    keys.write(" Und im Frühling.")
    keys.choose(page.get_by_role("button", name="Änderung speichern"))
    expect(page.locator(".comment .comment").filter(has_text="Und im Frühling.")).to_contain_text("bearbeitet um")


def test_somebody_submits_an_idea_with_the_middle_of_the_map_and_leaves_the_map_by_tab(keys: Keys) -> None:
    page = keys.page
    sign_in(keys)
    page.goto("/boards/bahnhof-wege")
    keys.choose(page.get_by_role("link", name="Idee einreichen"))
    keys.go_to(page.get_by_label("Überschrift"))
    keys.write("Griffe an der Treppe zum Gleis")
    keys.step()
    expect(page.get_by_label("Beschreibung")).to_be_focused()
    keys.write("Beide Hände voll, und kein Griff an der Treppe. Ein zweiter Lauf hilft allen.")
    keys.step()
    expect(page.get_by_label("Kategorie")).to_be_focused()
    keys.press("ArrowDown")
    expect(page.get_by_label("Kategorie")).not_to_have_value("")
    keys.choose(page.get_by_role("button", name="Weiter zum Ort"))

    canvas = page.get_by_role("region", name="Karte, um den Ort zu wählen")
    expect(canvas.locator(".map-outline").first).to_be_visible()
    keys.go_to(canvas)
    keys.press("+")
    keys.press("ArrowRight")
    middle = page.get_by_role("button", name="Mitte der Karte nehmen")
    keys.choose(middle)
    expect(page.locator("[data-told]")).to_contain_text("Der Ort ist gewählt.")
    expect(middle).to_be_focused()
    keys.go_to(page.get_by_label("Straße oder Ort"))
    keys.write("Treppe am Steg")
    keys.choose(page.get_by_role("button", name="Weiter zum Prüfen"))
    expect(page.get_by_role("main")).to_contain_text("Punkt gesetzt")
    follow = page.get_by_label("Schicken Sie mir auch eine E-Mail")
    keys.choose(follow, "Space")
    expect(follow).to_be_checked()
    keys.choose(page.get_by_role("button", name="Idee einreichen"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke für Ihre Idee")
    keys.choose(page.get_by_role("link", name="Zu meiner Idee"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Griffe an der Treppe zum Gleis")
    expect(page.get_by_role("button", name="Nicht mehr folgen")).to_be_visible()


def test_the_map_of_the_town_is_gone_through_and_left(keys: Keys) -> None:
    page = keys.page
    page.goto("/boards/schulwege/karte?kategorie=queren")
    expect(page.locator(".map-pin").first).to_be_visible()
    canvas = page.get_by_role("region", name="Karte mit Ideen und Maßnahmen")
    keys.go_to(canvas)
    keys.go_to(page.locator(".map-pin").first)
    keys.press("Enter")
    title = page.locator(".map-popup__title a")
    expect(title).to_be_focused()
    keys.press("Escape")
    expect(page.locator(".map-popup")).to_have_count(0)
    expect(page.locator(".map-pin").first).to_be_focused()
    keys.go_to(page.get_by_role("contentinfo").get_by_role("link", name="Hintergrund"))
    keys.go_to(canvas, "Shift+Tab")
