"""A citizen takes their data along, has the account erased, returns within the week, and leaves for good later."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect
from sqlalchemy import update

from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import transaction
from participation.people.own_data.models import Erasure
from participation.web.jobs import run_soon_tasks
from tests.journeys.citizens import Citizen, banner, join, letter_to, propose, sign_in
from tests.journeys.looking import axe_faults_in_both, width_faults
from tests.journeys.people import told
from tools.demo_server import Served

TITLE = "Ein Tisch unter der Linde"


def test_a_citizen_takes_data_along_leaves_and_returns_within_the_week(either_page: Page, tmp_path: Path) -> None:
    page, citizen = either_page, join(either_page)
    idea = propose(citizen, "schulwege", TITLE, "Ein Tisch unter der Linde würde zum Bleiben einladen.")
    open_own_data(page)
    taken = take_along(citizen, tmp_path)
    assert [row["title"] for row in taken["data"]["ideas"]] == [TITLE]
    ask_for_erasure(citizen, "Meine Texte bleiben stehen")
    page.goto("/demo/post")
    expect(letter_to(page, citizen.email)).to_contain_text("Ihr Konto wird am")
    banner(page).get_by_role("link", name="Anmelden").click()
    sign_in(page, citizen.email, citizen.password)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ihr Konto wird am")
    page.get_by_role("link", name="Es bleibt dabei").click()
    page.goto("/boards/schulwege/idee-einreichen")
    page.get_by_label("Überschrift").fill("Noch eine Idee")
    page.get_by_role("button", name="Weiter zum Ort").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ihr Konto wird am")
    page.get_by_role("button", name="Konto behalten").click()
    told(page, "Schön, dass Sie bleiben.")
    page.goto(idea)
    expect(page.get_by_role("main")).to_contain_text(citizen.pseudonym)
    propose(citizen, "schulwege", "Noch eine Idee", "Und eine Bank dazu, mit Lehne, für alle, die weit gehen.")


def test_a_citizen_leaves_for_good_and_begins_anew(page: Page, town: Served) -> None:
    citizen = join(page)
    idea = propose(citizen, "schulwege", TITLE, "Ein Tisch unter der Linde würde zum Bleiben einladen.")
    open_own_data(page)
    ask_for_erasure(citizen, "Meine Texte werden auch gelöscht")
    stand = page.url
    assert axe_faults_in_both(page) + width_faults(page) == []
    a_week_passes(town)
    page.goto(stand)
    expect(page.get_by_role("heading", level=1)).to_have_text("Erledigt")
    assert axe_faults_in_both(page) + width_faults(page) == []
    page.goto("/demo/post")
    expect(letter_to(page, citizen.email)).to_contain_text("Ihr Konto ist gelöscht")
    page.goto(idea)
    expect(page.get_by_role("main")).not_to_contain_text(TITLE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Beitrag nicht sichtbar")
    banner(page).get_by_role("link", name="Anmelden").click()
    sign_in(page, citizen.email, citizen.password)
    expect(page.get_by_role("main")).to_contain_text("passen nicht zusammen")
    page.goto("/konto/anlegen")
    page.get_by_label("E-Mail-Adresse").fill(citizen.email)
    page.get_by_label("Pseudonym").fill(citizen.pseudonym)
    page.get_by_label("Passwort").fill(citizen.password)
    page.get_by_label("Ich habe die Nutzungsbedingungen").check()
    page.get_by_role("button", name="Konto anlegen").click()
    page.get_by_role("link", name="Demo-Post öffnen").click()
    letter_to(page, citizen.email).get_by_role("link", name="/konto/bestaetigen/").click()
    page.get_by_role("button", name="E-Mail-Adresse bestätigen").click()
    expect(banner(page)).to_contain_text(citizen.pseudonym)


def test_the_page_to_take_along_and_the_page_of_waiting_can_be_read_by_all(page: Page, tmp_path: Path) -> None:
    citizen = join(page)
    propose(citizen, "schulwege", TITLE, "Ein Tisch unter der Linde würde zum Bleiben einladen.")
    open_own_data(page)
    take_along(citizen, tmp_path)
    ask_for_erasure(citizen, "Meine Texte bleiben stehen")
    page.get_by_role("link", name="Anmelden und Konto behalten").click()
    sign_in(page, citizen.email, citizen.password)
    assert axe_faults_in_both(page) + width_faults(page) == []
    page.goto("about:blank")
    page.set_content((tmp_path / "lesen.html").read_text())
    expect(page.get_by_role("heading", level=1)).to_have_text("Meine Daten")
    assert axe_faults_in_both(page) + width_faults(page) == []


def open_own_data(page: Page) -> None:
    account = banner(page).locator("details.account")
    account.locator("summary").click()
    account.get_by_role("link", name="Meine Daten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Meine Daten")


def take_along(citizen: Citizen, folder: Path) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Download one's data and unpack them; returns what `daten.json` says."""
    page = citizen.page
    page.get_by_role("link", name="Meine Daten mitnehmen").click()
    page.get_by_label("Ihr Passwort").fill(citizen.password)
    with page.expect_download() as begun:
        page.get_by_role("button", name="Datei herunterladen").click()
    begun.value.save_as(folder / "daten.zip")
    with zipfile.ZipFile(folder / "daten.zip") as archive:
        archive.extractall(folder)
    said: dict[str, dict[str, list[dict[str, str]]]] = json.loads((folder / "daten.json").read_text())
    return said


def ask_for_erasure(citizen: Citizen, texts: str) -> None:
    """Have one's account erased, by links from the page of one's data."""
    page = citizen.page
    open_own_data(page)
    page.get_by_role("main").get_by_role("link", name="Konto löschen").click()
    page.get_by_label(texts).check()
    page.get_by_label("Ihr Passwort").fill(citizen.password)
    page.get_by_role("button", name="Konto löschen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vorgemerkt")
    expect(banner(page).get_by_role("link", name="Anmelden")).to_be_visible()


def a_week_passes(town: Served) -> None:
    """The waiting period is over, and the worker comes by."""
    with town.app.app_context():
        with transaction():
            overdue = update(Erasure).where(Erasure.account_id.is_not(None)).values(due_at=now() - timedelta(minutes=1))
            db.session.execute(overdue)
        for _ in range(2):
            run_soon_tasks()
