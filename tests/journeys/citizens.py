"""Somebody who is new in town: joins, signs in and out, opens the post, always by links, labels and buttons."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass
class Citizen:
    """Somebody with an account, and the page before them."""

    page: Page
    email: str
    pseudonym: str
    password: str = "Der Spatz trägt quer"


def new_citizen(page: Page) -> Citizen:
    """Somebody whom the town does not know yet."""
    mark = secrets.token_hex(4)
    return Citizen(page, f"spatz-{mark}@example.org", f"Spatz {mark}")


def join(page: Page) -> Citizen:
    """Sign up and confirm by the link in the post."""
    citizen = new_citizen(page)
    page.goto("/")
    banner(page).get_by_role("link", name="Anmelden").click()
    page.get_by_role("link", name="Konto anlegen").click()
    page.get_by_label("E-Mail-Adresse").fill(citizen.email)
    page.get_by_label("Pseudonym").fill(citizen.pseudonym)
    page.get_by_label("Passwort").fill(citizen.password)
    page.get_by_label("Ich habe die Nutzungsbedingungen").check()
    page.get_by_role("button", name="Konto anlegen").click()
    page.get_by_role("link", name="Demo-Post öffnen").click()
    letter_to(page, citizen.email).get_by_role("link", name="/konto/bestaetigen/").click()
    page.get_by_role("button", name="E-Mail-Adresse bestätigen").click()
    expect(banner(page)).to_contain_text(citizen.pseudonym)
    return citizen


def say_age(page: Page) -> None:
    """Answer the question that stands before the first contribution in a process with a minimum age."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hier kann man ab")
    page.get_by_role("button", name=re.compile("^Ich bin mindestens")).click()


def letter_to(page: Page, email: str) -> Locator:
    """The newest letter to somebody on the page of the demo's post."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Demo-Post")
    return page.get_by_role("article").filter(has_text=f"An {email}").first


def sign_in(page: Page, email: str, password: str) -> None:
    """Fill in the sign-in that is before one."""
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("main").get_by_role("button", name="Anmelden").click()


def sign_out(page: Page) -> None:
    """Sign out by the menu of the account."""
    account = banner(page).locator("details.account")
    account.locator("summary").click()
    account.get_by_role("button", name="Abmelden").click()
    expect(banner(page).get_by_role("link", name="Anmelden")).to_be_visible()


def banner(page: Page) -> Locator:
    """The head of the page."""
    return page.get_by_role("banner")


def fault_beside(page: Page, label: str, fault: str) -> None:
    """The field of this label says in a sentence what is wrong."""
    field = page.get_by_role("main").get_by_label(label).first
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(re.escape(fault)))
    beside = page.locator(f"#{field.get_attribute('id')}-error")
    expect(beside).to_be_visible()
    expect(beside).to_contain_text(fault)


def propose(citizen: Citizen, board: str, title: str, text: str) -> str:
    """Submit an idea without a place, and return the address of its page."""
    page = citizen.page
    page.goto(f"/boards/{board}")
    page.get_by_role("main").get_by_role("link", name="Idee einreichen", exact=True).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile("Was ist Ihre Idee|Hier kann man ab"))
    if heading.inner_text().startswith("Hier kann man ab"):
        say_age(page)
    page.get_by_label("Überschrift").fill(title)
    page.get_by_label("Beschreibung").fill(text)
    page.get_by_label("Kategorie").select_option(index=1)
    page.get_by_role("button", name="Weiter zum Ort").click()
    page.get_by_role("button", name="Weiter zum Prüfen").click()
    page.get_by_role("button", name="Idee einreichen").click()
    page.get_by_role("link", name="Zu meiner Idee").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url
