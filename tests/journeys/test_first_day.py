"""The first day of a city: from an empty database to a citizen's first idea, and a colleague who leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from participation.cli.demo import PASSWORD
from participation.core import clock
from tests.journeys.citizens import join, propose, sign_in
from tests.journeys.people import People, open_desk, told
from tests.journeys.staff import set_up_codes, take_invitation
from tools.demo_server import Served, serve_empty

OFFICE = "buero@neustadt.example.org"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An installation in which there is nothing yet."""
    with serve_empty(tmp_path_factory.mktemp("empty")) as served:
        yield served


def test_a_city_begins_and_a_citizen_submits_the_first_idea(people: People, town: Served) -> None:
    office = people.visitor()
    begin(office, town)
    set_up_city(office)
    require_second_step(office)
    editors = [
        come_in(people, office, email) for email in ("erste@neustadt.example.org", "zweite@neustadt.example.org")
    ]
    make_process(editors[0])
    release(editors[1])
    citizen = join(people.visitor())
    citizen.page.goto("/verfahren")
    citizen.page.get_by_role("link", name="Bänke für die Altstadt").click()
    expect(citizen.page.get_by_role("heading", level=1)).to_have_text("Bänke für die Altstadt")
    board = citizen.page.get_by_role("main").locator("a[href*='/boards/']").first.get_attribute("href")
    slug = re.match(r"/boards/([\w-]+)", board or "")
    assert slug, board
    propose(citizen, slug[1], "Eine Bank am Brunnen", "Am Brunnen gibt es Schatten, aber keine Bank.")
    leave(office, editors[0], editors[1])


def begin(page: Page, town: Served) -> None:
    """The link of the command line leads to the first account and on to the set-up."""
    output = town.app.test_cli_runner().invoke(args=["setup", "--link"]).output
    link = re.search(r"/einrichtung/beginnen/\S+", output)
    assert link, output
    page.goto(link[0])
    page.get_by_label("E-Mail-Adresse").fill(OFFICE)
    page.get_by_label("Pseudonym").fill("Büro Neustadt")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Konto anlegen").click()
    sign_in(page, OFFICE, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Einrichtung")


def set_up_city(page: Page) -> None:
    """Name and contact, a department that wants a second pair of eyes, a field, a goal, a test mail."""
    page.get_by_role("main").get_by_role("link", name="Name und Kontakt", exact=True).click()
    page.get_by_label("Name der Plattform").fill("Neustadt redet mit")
    page.get_by_label("Name der Stadt").fill("Neustadt")
    page.get_by_role("button", name="Speichern").click()
    told(page, "Gespeichert.")
    page.get_by_role("main").get_by_role("link", name="Fachabteilungen", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Abteilung").first.click()
    page.get_by_label("Name").first.fill("Grünflächenamt")
    page.get_by_label("Eine zweite Person gibt frei").check()
    page.get_by_role("button", name="Speichern").click()
    page.goto("/verwaltung")
    page.get_by_role("main").get_by_role("link", name="Handlungsfelder und Ziele", exact=True).click()
    page.get_by_role("button", name="Vorschlag übernehmen").click()


def require_second_step(page: Page) -> None:
    """Make the second step a duty for everybody with a role; who says so is the first to set it up."""
    page.goto("/verwaltung/zweiter-faktor")
    page.get_by_role("button", name="Zur Pflicht machen").click()
    page.goto("/verwaltung/menschen")
    set_up_codes(page)


def come_in(people: People, office: Page, email: str) -> Page:
    """An editor is invited, comes by the letter, and sets up the second step."""
    office.goto("/verwaltung/menschen")
    office.get_by_role("link", name="Jemanden einladen").click()
    office.get_by_role("link", name="Redaktion", exact=True).click()
    office.get_by_label("E-Mail-Adresse").fill(email)
    office.get_by_label("Wofür?").select_option(label="Fachabteilung: Grünflächenamt")
    office.get_by_role("button", name="Einladung schicken").click()
    told(office, "Die Einladung ist unterwegs")
    page = people.visitor()
    take_invitation(page, email, f"Redaktion {email.split('@')[0]}")
    set_up_codes(page)
    return page


def make_process(page: Page) -> None:
    """A process from a pattern, looked at before it goes to the colleague."""
    open_desk(page, "Verfahren")
    page.get_by_role("link", name="Neues Verfahren").click()
    page.get_by_role("link", name="Ideensammlung").click()
    page.get_by_label("Titel").fill("Bänke für die Altstadt")
    page.get_by_label("Ihre Frage").fill("Wo fehlt in der Altstadt eine Bank, und wem würde sie helfen?")
    page.get_by_label("Fachabteilung").select_option(label="Grünflächenamt")
    page.get_by_label("Erster Tag").fill(clock.today().isoformat())
    page.get_by_role("button", name="Verfahren anlegen").click()
    for words, label, text in (
        ("Frage und Anlass", "Worum geht es?", "In der Altstadt fehlen Plätze zum Ausruhen."),
        ("Die vier Fragen", "Was steht schon fest?", "- Es gibt zwanzig Bänke."),
    ):
        page.get_by_role("main").get_by_role("link", name=re.compile(f"Ergänzen.*{words}")).first.click()
        page.get_by_label(label).first.fill(text)
        page.get_by_role("button", name="Speichern").click()
    page.get_by_role("link", name="Vorschau").click()
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text("Bänke für die Altstadt")
    page.get_by_role("link", name="Zurück zum Schreibtisch").click()
    page.get_by_role("main").get_by_role("link", name="Veröffentlichen").first.click()
    page.get_by_role("button", name="Um Freigabe bitten").click()
    told(page, "Eine zweite Person Ihrer Fachabteilung ist um Freigabe gebeten.")


def release(page: Page) -> None:
    """The colleague finds it at the desk and releases it."""
    open_desk(page, "Verfahren")
    page.get_by_role("link", name="Bänke für die Altstadt").first.click()
    page.get_by_role("link", name="Ansehen und freigeben").click()
    page.get_by_role("button", name="Freigeben").click()
    told(page, "veröffentlicht")


def leave(office: Page, leaving: Page, staying: Page) -> None:
    """Everything of the one who leaves goes to the colleague."""
    office.goto("/verwaltung/menschen?q=Redaktion+erste")
    office.get_by_role("link", name="Redaktion erste").click()
    office.get_by_role("link", name="Alles übergeben").click()
    office.get_by_label(re.compile("Wer übernimmt")).fill("Redaktion zweite")
    office.get_by_role("button", name="Alles übergeben").click()
    told(office, "übergeben")
    assert leaving.context.request.get("/schreibtisch/verfahren").status == 403
    staying.goto("/schreibtisch/verfahren")
    expect(staying.get_by_role("link", name="Bänke für die Altstadt")).to_be_visible()
