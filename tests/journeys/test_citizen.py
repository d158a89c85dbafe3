"""A citizen takes part, with script and without: an account, an idea with its place, a vote, a comment, following."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.citizens import (
    Citizen,
    banner,
    fault_beside,
    join,
    letter_to,
    new_citizen,
    say_age,
    sign_in,
    sign_out,
)
from tests.journeys.people import People, told

TEXT = "Am **Markttag** stehen hier viele mit Taschen. Eine Bank mit Lehne würde allen helfen, die weit gehen."


@pytest.fixture
def citizen(either_page: Page) -> Citizen:
    """Somebody who joined a moment ago."""
    return join(either_page)


def test_an_account_is_made_confirmed_left_entered_and_its_password_set_anew(either_page: Page) -> None:
    page, somebody = either_page, new_citizen(either_page)
    page.goto("/")
    banner(page).get_by_role("link", name="Anmelden").click()
    page.get_by_role("link", name="Konto anlegen").click()
    page.get_by_label("E-Mail-Adresse").fill("spatz@")
    page.get_by_label("Pseudonym").fill(somebody.pseudonym)
    page.get_by_label("Passwort").fill("kurz")
    page.get_by_label("Was verbindet Sie mit der Stadt?").select_option(label="Ich pendle in die Stadt")
    page.get_by_role("button", name="Konto anlegen").click()
    fault_beside(page, "E-Mail-Adresse", "Das ist keine vollständige E-Mail-Adresse.")
    fault_beside(page, "Ich habe die Nutzungsbedingungen", "Ohne Ihre Zustimmung")
    expect(page.get_by_label("E-Mail-Adresse")).to_have_value("spatz@")
    expect(page.get_by_label("Pseudonym")).to_have_value(somebody.pseudonym)
    expect(page.get_by_label("Was verbindet Sie mit der Stadt?")).to_have_value("commuter")
    page.get_by_label("E-Mail-Adresse").fill(somebody.email)
    page.get_by_label("Passwort").fill("kurz")
    page.get_by_label("Ich habe die Nutzungsbedingungen").check()
    page.get_by_role("button", name="Konto anlegen").click()
    fault_beside(page, "Passwort", "mindestens 10 Zeichen")
    expect(page.get_by_label("Ich habe die Nutzungsbedingungen")).to_be_checked()
    page.get_by_label("Passwort").fill(somebody.password)
    page.get_by_role("button", name="Konto anlegen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr E-Mail-Postfach")

    page.get_by_role("link", name="Demo-Post öffnen").click()
    letter_to(page, somebody.email).get_by_role("link", name="/konto/bestaetigen/").click()
    link = page.url
    page.get_by_role("button", name="E-Mail-Adresse bestätigen").click()
    told(page, "Ihre E-Mail-Adresse ist bestätigt.")
    expect(banner(page)).to_contain_text(somebody.pseudonym)
    sign_out(page)
    page.goto(link)
    expect(page.get_by_text("Dieser Link wurde schon benutzt oder ist abgelaufen.")).to_be_visible()

    banner(page).get_by_role("link", name="Anmelden").click()
    sign_in(page, somebody.email, "falsch geraten")
    expect(page.get_by_role("main")).to_contain_text("passen nicht zusammen")
    expect(page.get_by_label("E-Mail-Adresse")).to_have_value(somebody.email)
    sign_in(page, somebody.email, somebody.password)
    expect(banner(page)).to_contain_text(somebody.pseudonym)
    sign_out(page)

    banner(page).get_by_role("link", name="Anmelden").click()
    page.get_by_role("link", name="Passwort vergessen?").click()
    page.get_by_label("E-Mail-Adresse").fill(somebody.email)
    page.get_by_role("button", name="Link anfordern").click()
    page.get_by_role("link", name="Demo-Post öffnen").click()
    letter_to(page, somebody.email).get_by_role("link", name="/passwort/neu/").click()
    page.get_by_label("Neues Passwort").fill("Ein neuer Satz für morgen")
    page.get_by_role("button", name="Passwort speichern").click()
    told(page, "Ihr neues Passwort gilt.")
    sign_out(page)
    banner(page).get_by_role("link", name="Anmelden").click()
    sign_in(page, somebody.email, somebody.password)
    expect(page.get_by_role("main")).to_contain_text("passen nicht zusammen")
    sign_in(page, somebody.email, "Ein neuer Satz für morgen")
    expect(banner(page)).to_contain_text(somebody.pseudonym)


def test_an_idea_is_written_placed_looked_over_submitted_once_and_withdrawn(citizen: Citizen, scripted: bool) -> None:
    page, title = citizen.page, f"Eine Bank am Markt für {citizen.pseudonym}"
    page.get_by_role("link", name="Sicher zur Schule und zum Bahnhof").first.click()
    page.get_by_role("main").get_by_role("link", name="Wege zum Bahnhof").click()
    page.get_by_role("main").get_by_role("link", name="Idee einreichen").click()
    say_age(page)
    page.get_by_label("Überschrift").fill(title)
    page.get_by_label("Beschreibung").fill("Zu kurz.")
    page.get_by_role("button", name="Weiter zum Ort").click()
    fault_beside(page, "Beschreibung", "Bitte beschreiben Sie Ihre Idee mit 20 bis 4.000 Zeichen.")
    fault_beside(page, "Kategorie", "Bitte wählen Sie eine Kategorie.")
    expect(page.get_by_label("Überschrift")).to_have_value(title)
    expect(page.get_by_label("Beschreibung")).to_have_value("Zu kurz.")
    page.get_by_label("Beschreibung").fill(TEXT)
    page.get_by_label("Kategorie").select_option(label="Warten und Wohlfühlen")
    page.get_by_role("button", name="Weiter zum Ort").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Wo soll sie wirken?")
    if scripted:
        canvas = page.get_by_role("region", name="Karte, um den Ort zu wählen")
        expect(canvas.locator(".map-outline").first).to_be_visible()
        size = canvas.bounding_box()
        assert size
        canvas.click(position={"x": size["width"] / 2, "y": size["height"] / 2})
        chosen = page.locator("[data-told]")
        expect(chosen).to_contain_text("Der Ort ist gewählt. Er liegt in: ")
        district = chosen.inner_text().rpartition(": ")[2]
        expect(page.get_by_label("Stadtteil").locator("option:checked")).to_contain_text(district)
    else:
        district = "Eselsberg"
        expect(page.get_by_role("region", name="Karte, um den Ort zu wählen")).to_have_count(0)
        page.get_by_label("Stadtteil").select_option(label=district)
    page.get_by_label("Straße oder Ort").fill("Marktplatz, vor dem Brunnen")
    page.get_by_role("button", name="Weiter zum Prüfen").click()

    preview = page.get_by_role("article", name=title)
    expect(preview).to_contain_text(citizen.pseudonym)
    expect(preview.locator("strong")).to_have_text("Markttag")
    facts = page.get_by_role("main")
    for words in (district, "Marktplatz, vor dem Brunnen", "Punkt gesetzt" if scripted else "kein Punkt gesetzt"):
        expect(facts).to_contain_text(words)
    page.get_by_role("button", name="Zurück").click()
    expect(page.get_by_label("Straße oder Ort")).to_have_value("Marktplatz, vor dem Brunnen")
    page.get_by_role("button", name="Zurück").click()
    expect(page.get_by_label("Überschrift")).to_have_value(title)
    expect(page.get_by_label("Beschreibung")).to_have_value(TEXT)
    page.get_by_role("button", name="Weiter zum Ort").click()
    page.get_by_role("button", name="Weiter zum Prüfen").click()
    expect(facts).to_contain_text("Punkt gesetzt" if scripted else "kein Punkt gesetzt")
    page.get_by_role("button", name="Idee einreichen").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke für Ihre Idee")
    expect(page.get_by_text("antwortet mit einer Begründung")).to_be_visible()
    page.get_by_role("link", name="Andere Ideen ansehen").click()
    expect(page.locator(".card--idea").filter(has_text=title)).to_have_count(1)
    page.get_by_role("link", name=title, exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("main")).to_contain_text(citizen.pseudonym)
    expect(page.get_by_role("img", name=f"Karte: {district}, Marktplatz, vor dem Brunnen")).to_be_visible()
    expect(page.locator(".district-map__mark")).to_have_count(1 if scripted else 0)
    expect(page.locator(".prose strong").first).to_have_text("Markttag")
    address = page.url
    page.get_by_role("link", name="Zurückziehen").click()
    page.get_by_role("button", name="Idee zurückziehen").click()
    expect(page.get_by_role("main")).to_contain_text("Diese Idee wurde zurückgezogen")
    sign_out(page)
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text("Diese Idee wurde zurückgezogen")
    expect(page.get_by_text("Am Markttag stehen hier")).to_have_count(0)
    page.get_by_role("link", name="Wege zum Bahnhof").first.click()
    expect(page.locator(".card--idea").first).to_be_visible()
    expect(page.get_by_role("link", name=title)).to_have_count(0)


def test_one_supports_once_in_however_many_windows_and_takes_it_back(citizen: Citizen, scripted: bool) -> None:
    page = citizen.page
    sign_out(page)
    page.goto("/boards/schulwege")
    page.get_by_role("link", name="Hecke am Fußweg in Lehr zurückschneiden", exact=True).click()
    idea = page.url
    box = page.locator("#stimme")
    before = int(box.locator(".support-box__number").inner_text())
    page.get_by_role("link", name="Anmelden und unterstützen").click()
    if not scripted:
        page.get_by_role("button", name="Anmelden und unterstützen").click()
    expect(page.get_by_text("Dann zählt Ihre Unterstützung.")).to_be_visible()
    sign_in(page, citizen.email, citizen.password)
    say_age(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hecke am Fußweg in Lehr zurückschneiden")
    expect(box).to_contain_text("Sie unterstützen diese Idee.")
    expect(box.locator(".support-box__number")).to_have_text(str(before + 1))
    page.get_by_role("button", name="Unterstützt · zurücknehmen").click()
    expect(box.locator(".support-box__number")).to_have_text(str(before))
    other = page.context.new_page()
    other.goto(idea)
    expect(other.get_by_role("button", name="Unterstützen", exact=True)).to_be_visible()

    for window in (page, other):
        window.get_by_role("button", name="Unterstützen", exact=True).click()
        expect(window.get_by_role("button", name="Unterstützt · zurücknehmen")).to_be_visible()
        expect(window.locator(".support-box__number")).to_have_text(str(before + 1))
    page.goto(idea)
    expect(box.locator(".support-box__number")).to_have_text(str(before + 1))
    expect(box).to_contain_text("Sie unterstützen diese Idee.")
    page.get_by_role("button", name="Unterstützt · zurücknehmen").click()
    expect(page.get_by_role("button", name="Unterstützen", exact=True)).to_be_visible()
    expect(box.locator(".support-box__number")).to_have_text(str(before))
    other.get_by_role("button", name="Unterstützt · zurücknehmen").click()
    expect(other.locator(".support-box__number")).to_have_text(str(before))

    page.get_by_role("link", name="Schulwege").first.click()
    card = page.locator(".card--idea").filter(has_text="Hecke am Fußweg in Lehr zurückschneiden")
    card.get_by_role("button", name=re.compile("^Unterstützen")).click()
    expect(card.locator(".support__count strong")).to_have_text(str(before + 1))
    expect(card.get_by_role("button", name=re.compile("zurücknehmen"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"/boards/schulwege(#stimme-\d+)?$"))
    page.reload()
    expect(card.locator(".support__count strong")).to_have_text(str(before + 1))
    card.get_by_role("button", name=re.compile("zurücknehmen")).click()
    expect(card.locator(".support__count strong")).to_have_text(str(before))


def test_a_comment_is_read_by_others_answered_told_to_who_follows_and_withdrawn(
    citizen: Citizen, people: People
) -> None:
    page = citizen.page
    page.goto("/boards/bahnhof-wege")
    page.locator(".card--idea .card__title a").last.click()
    idea, title = page.url, page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Folgen", exact=True).click()
    expect(page.get_by_role("button", name="Nicht mehr folgen")).to_be_visible()
    page.get_by_role("button", name="Kommentar veröffentlichen").click()
    fault_beside(page, "Ihr Kommentar", "Bitte schreiben Sie einen Kommentar.")
    words = f"Das sieht {citizen.pseudonym} jeden Morgen, *auch* bei Regen."
    page.get_by_label("Ihr Kommentar").fill(words)
    page.get_by_role("button", name="Kommentar veröffentlichen").click()
    say_age(page)
    told(page, "Ihr Kommentar ist veröffentlicht.")
    mine = page.locator(".comment").filter(has_text=f"Das sieht {citizen.pseudonym} jeden Morgen, auch bei Regen.")
    expect(mine).to_be_visible()

    neighbour = join(people.visitor())
    reply = f"Ich, {neighbour.pseudonym}, auch, seit Jahren."
    neighbour.page.goto(idea)
    theirs = neighbour.page.locator(".comment").filter(has_text=f"Das sieht {citizen.pseudonym} jeden Morgen")
    theirs.get_by_role("link", name="Antworten").click()
    say_age(neighbour.page)
    neighbour.page.get_by_label("Ihr Kommentar").fill(reply)
    neighbour.page.get_by_role("button", name="Kommentar veröffentlichen").click()
    expect(theirs.first).to_contain_text(reply)

    page.reload()
    expect(mine.first).to_contain_text(reply)
    account = banner(page).locator("details.account")
    account.locator("summary").click()
    account.get_by_role("link", name="Mitteilungen").click()
    expect(page.get_by_role("main")).to_contain_text(title)
    page.goto("/demo/post")
    expect(letter_to(page, citizen.email)).to_contain_text(title)

    page.goto(idea)
    mine.first.get_by_role("link", name="Zurückziehen").first.click()
    page.get_by_role("button", name="Kommentar zurückziehen").click()
    told(page, "Ihr Kommentar ist zurückgezogen.")
    expect(page.get_by_text(f"Das sieht {citizen.pseudonym} jeden Morgen")).to_have_count(0)
    expect(page.get_by_text(reply)).to_be_visible()
    page.get_by_role("button", name="Nicht mehr folgen").click()
    expect(page.get_by_role("button", name="Folgen", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Folgen", exact=True)).to_be_visible()


def test_a_comment_is_supported_answered_linked_and_changed_while_one_still_may(
    citizen: Citizen, people: People
) -> None:
    page = citizen.page
    page.goto("/boards/kuehle-plaetze?q=Olgastraße")
    page.get_by_role("link", name="Zwölf Bäume für die Olgastraße").click()
    theirs = page.locator(".comment").filter(has_text="Zwölf Parkplätze weniger in einer Straße").first
    expect(theirs.get_by_text("Dann gehören genau diese zwei in den Plan")).to_have_count(0)
    expect(theirs.locator(".comment--official")).to_contain_text("Um zehn Uhr sind im Mittel elf der zwölf Plätze")
    theirs.get_by_role("link", name=re.compile(r"Antworten anzeigen \(\d+\)")).click()
    expect(theirs.get_by_text("Dann gehören genau diese zwei in den Plan")).to_be_visible()
    expect(theirs.get_by_text("Zurückgezogen.")).to_be_visible()

    support = theirs.get_by_role("button", name=re.compile("Kommentar von Klosterhofkatze$")).first
    votes = theirs.locator(".comment__votes strong").first
    before = int(votes.inner_text())
    support.click()
    say_age(page)
    expect(votes).to_have_text(str(before + 1))
    support.click()
    expect(votes).to_have_text(str(before))

    theirs.get_by_role("link", name="Antworten auf den Kommentar von Klosterhofkatze").first.click()
    words = f"{citizen.pseudonym} hat den Plan gesehn."
    page.get_by_label("Ihr Kommentar").fill(words)
    page.get_by_role("button", name="Kommentar veröffentlichen").click()
    told(page, "Ihr Kommentar ist veröffentlicht.")
    mine = page.locator(".comment .comment").filter(has_text=words)
    expect(mine).to_be_visible()
    mine.get_by_role("link", name="Bearbeiten").click()
    page.get_by_label("Ihr Kommentar").fill(words.replace("gesehn", "gesehen"))
    page.get_by_role("button", name="Änderung speichern").click()
    told(page, "Ihre Änderung ist gespeichert.")
    mine = page.locator(".comment .comment").filter(has_text=f"{citizen.pseudonym} hat den Plan gesehen.")
    expect(mine).to_contain_text("bearbeitet um")
    link = mine.get_by_role("link", name=re.compile("^Link zum Kommentar")).get_attribute("href") or ""

    visitor = people.visitor()
    visitor.goto(link)
    expect(visitor).to_have_url(re.compile(r"#kommentar-\d+$"))
    expect(
        visitor.locator(".comment .comment").filter(has_text=f"{citizen.pseudonym} hat den Plan gesehen.")
    ).to_be_visible()
    expect(visitor.get_by_text(words)).to_have_count(0)
