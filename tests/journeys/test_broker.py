"""Signing in through the city's broker in a real browser, without JavaScript too: there, back, linked, signed out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import update

from participation.cli.demo import PASSWORD
from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import transaction
from participation.people.accounts.models import SignIn
from tests.identities.conftest import Provider, running_provider
from tests.journeys.looking import axe_faults_in_both, heard_from, width_faults
from tools.demo_server import Served

__all__ = ["running_provider"]


@pytest.fixture
def broker(town: Served, running_provider: Provider) -> Provider:
    """The town knows the provider as its broker, and is known there."""
    given = town.app.extensions["PARTICIPATION"]
    town.app.extensions["PARTICIPATION"] = running_provider.settings(replace(given, base_url=town.address))
    town.app.extensions.pop("broker", None)
    running_provider.is_told(redirect_uri=f"{town.address}/anmelden/stadtkonto/zurueck")
    running_provider.sees()
    return running_provider


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def visitor(browser: Browser, town: Served, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=town.address, locale="de-DE", java_script_enabled=request.param)
    yield made
    made.close()


def looked_at(page: Page, heading: str, heard: list[str] | None) -> None:
    """Axe needs scripts, and asks for things that are not there: what the browser says meanwhile is not the page's."""
    expect(page.locator("h1")).to_have_text(heading)
    if heard is not None:
        said = len(heard)
        assert axe_faults_in_both(page) + width_faults(page) == []
        del heard[said:]


def is_long_ago(town: Served) -> None:
    with town.app.app_context(), transaction():
        db.session.execute(update(SignIn).values(proved_at=now() - timedelta(minutes=16)))


def test_there_and_back_and_out_again(
    town: Served, broker: Provider, visitor: BrowserContext, request: pytest.FixtureRequest
) -> None:
    scripts = "without" not in request.node.name
    number = "1" if scripts else "2"
    broker.sees(sub=f"person {number}", email=f"fink{number}@example.org")
    heard, page = heard_from(visitor), visitor.new_page()
    page.goto("/anmelden?next=/konto")
    page.get_by_role("link", name="Mit Stadtkonto anmelden").click()
    looked_at(page, "Willkommen", heard if scripts else None)
    page.get_by_label("Pseudonym").fill(f"Fink {number}")
    page.get_by_label("Ich habe die Nutzungsbedingungen").check()
    page.get_by_role("button", name="Konto anlegen").click()
    expect(page.locator("h1")).to_have_text("Mein Konto")
    page.goto("/konto/zugaenge")
    looked_at(page, "Meine Anmeldungen", heard if scripts else None)
    is_long_ago(town)
    page.goto("/konto/loeschen")
    looked_at(page, "Sind Sie es noch?", heard if scripts else None)
    page.get_by_role("link", name="Mit Stadtkonto bestätigen").click()
    expect(page.locator("h1")).to_have_text("Konto löschen")
    page.goto("/konto")
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Abmelden").click()
    looked_at(page, "Sie sind hier abgemeldet", heard if scripts else None)
    page.get_by_role("link", name="Auch bei „Stadtkonto“ abmelden").click()
    expect(page).to_have_url(re.compile(re.escape(broker.issuer)))
    page.goto("/anmelden?next=/konto")
    page.get_by_role("link", name="Mit Stadtkonto anmelden").click()
    expect(page.locator("h1")).to_have_text("Mein Konto")
    assert [said for said in heard if "404" not in said] == [], "the provider has no icon"


def test_an_account_that_is_there_is_linked_after_its_password(
    town: Served, broker: Provider, visitor: BrowserContext, request: pytest.FixtureRequest
) -> None:
    scripts = "without" not in request.node.name
    broker.sees(sub=f"another {scripts}", email="teilnehmen@example.org")
    heard, page = heard_from(visitor), visitor.new_page()
    page.goto("/anmelden/stadtkonto")
    page.get_by_role("link", name="Mit dem bisherigen Konto anmelden").click()
    page.get_by_label("E-Mail-Adresse").fill("teilnehmen@example.org")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    looked_at(page, "Diesen Zugang verbinden?", heard if scripts else None)
    page.get_by_role("button", name="Verbinden").click()
    expect(page.get_by_text("Verbunden. Ab jetzt können Sie sich auch so anmelden.")).to_be_visible()
    page.get_by_role("button", name="Verbindung mit Stadtkonto").click()
    expect(page.get_by_text("Die Verbindung ist gelöst.")).to_be_visible()
    is_long_ago(town)
    page.get_by_role("link", name="Mit Stadtkonto verbinden").click()
    expect(page.locator("h1")).to_have_text("Sind Sie es noch?")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    expect(page.locator("h1")).to_have_text("Diesen Zugang verbinden?")
    assert heard == []
