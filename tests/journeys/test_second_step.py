"""A new colleague: invited, made a duty of the second step, signed in by code and by passkey, handed over."""

from __future__ import annotations

import re
from dataclasses import replace

import pyotp
from playwright.sync_api import Browser, Page, expect

from participation.cli.demo import PASSWORD
from participation.core.database import db
from participation.core.transactions import transaction
from participation.people.second_factors.queries import SETTING
from participation.town.settings.models import SiteSetting
from tests.journeys.looking import axe_faults_in_both, heard_from, width_faults
from tests.journeys.people import REFUSED
from tests.journeys.staff import scan_code, take_invitation
from tools.demo_server import Served, session_cookie

EMAIL = "kollegin@example.org"


def looked_at(page: Page, heard: list[str]) -> None:
    """Axe itself asks for things that are not there: what the browser says meanwhile is not the page's."""
    said = len(heard)
    assert axe_faults_in_both(page) + width_faults(page) == []
    del heard[said:]


def test_a_colleague_comes_in_with_two_steps(browser: Browser, town: Served) -> None:
    # Passkeys are bound to a name, not to a number: the browser reaches the same server as localhost.
    address = town.address.replace("127.0.0.1", "localhost")
    settings = town.app.extensions["PARTICIPATION"]
    town.app.extensions["PARTICIPATION"] = replace(settings, base_url=address)
    with town.app.app_context(), transaction():
        db.session.merge(SiteSetting(name=SETTING, value=True))
    office = browser.new_context(base_url=address, locale="de-DE")
    office.add_cookies([{**session_cookie(town, "administrator"), "url": address}])  # type: ignore[list-item]
    desk = office.new_page()
    invite(desk)
    context = browser.new_context(base_url=address, locale="de-DE")
    heard, page = heard_from(context), context.new_page()
    take_invitation(page, EMAIL, "Neue Kollegin")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmeldung in zwei Schritten")
    app = set_up(page, heard)
    add_passkey(page)
    sign_out(page)
    sign_in(page)
    looked_at(page, heard)
    page.get_by_label("Code").fill("123 456")
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.locator("#fehler")).to_contain_text("Dieser Code stimmt nicht")
    page.get_by_label("Code").fill(app.now())
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.locator("details.account")).to_be_visible()
    sign_out(page)
    sign_in(page)
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.locator("details.account")).to_be_visible()
    hand_over(desk)
    assert page.goto("/schreibtisch").status == 403  # type: ignore[union-attr]
    assert [line for line in heard if REFUSED not in line and "403" not in line] == []


def invite(desk: Page) -> None:
    desk.goto("/verwaltung/menschen")
    desk.get_by_role("link", name="Jemanden einladen").click()
    desk.get_by_role("link", name="Moderation", exact=True).click()
    desk.get_by_label("E-Mail-Adresse").fill(EMAIL)
    desk.get_by_label("Wofür?").select_option(index=1)
    desk.get_by_role("button", name="Einladung schicken").click()
    expect(desk.locator("#meldungen")).to_contain_text("Die Einladung ist unterwegs")


def set_up(page: Page, heard: list[str]) -> pyotp.TOTP:
    page.get_by_role("button", name="Jetzt einrichten").click()
    looked_at(page, heard)
    app = scan_code(page)
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    looked_at(page, heard)
    with page.expect_download() as download:
        page.get_by_role("button", name="Als Datei speichern").click()
    assert download.value.suggested_filename == "notfallcodes.txt"
    page.get_by_role("link", name="Ich habe die Codes gesichert").click()
    return app


def add_passkey(page: Page) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    page.get_by_label("Name des Passkeys").fill("Dienst-Laptop")
    page.get_by_role("button", name="Passkey hinzufügen").click()
    expect(page.locator("#meldungen")).to_contain_text("Der Passkey ist gespeichert")


def sign_out(page: Page) -> None:
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("link", name="Anmelden")).to_be_visible()


def sign_in(page: Page) -> None:
    page.goto("/anmelden")
    page.get_by_label("E-Mail-Adresse").fill(EMAIL)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Schritt")


def hand_over(desk: Page) -> None:
    desk.goto("/verwaltung/menschen?q=Neue+Kollegin")
    desk.get_by_role("link", name="Neue Kollegin").click()
    desk.get_by_role("link", name="Alles übergeben").click()
    desk.get_by_label(re.compile("Wer übernimmt")).fill("Einbindungsmanagement")
    desk.get_by_role("button", name="Alles übergeben").click()
    expect(desk.locator("#meldungen")).to_contain_text("1 Aufgabe ist übergeben")
