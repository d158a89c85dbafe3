"""Somebody of the city: invited by mail, with an account made on the same page and codes from an app."""

from __future__ import annotations

import re
import time

import pyotp
from playwright.sync_api import Page, expect

from participation.cli.demo import PASSWORD


def take_invitation(page: Page, email: str, pseudonym: str) -> None:
    """Follow the newest invitation in the post of this address, and make an account there."""
    page.goto("/demo/post")
    letter = page.get_by_role("article").filter(has_text=f"An {email}").filter(has_text="/einladung/").first
    token = re.findall(r"/einladung/([\w-]+)", letter.inner_text())[0]
    page.goto(f"/einladung/{token}")
    page.get_by_label("Pseudonym").fill(pseudonym)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_label("Ich habe die Nutzungsbedingungen").check()
    page.get_by_role("button", name="Konto anlegen und Aufgabe übernehmen").click()


def set_up_codes(page: Page) -> pyotp.TOTP:
    """Set up signing in with two steps, from the page that asks for it."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmeldung in zwei Schritten")
    page.get_by_role("button", name="Jetzt einrichten").click()
    app = scan_code(page)
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    page.get_by_role("link", name="Ich habe die Codes gesichert").click()
    return app


def scan_code(page: Page) -> pyotp.TOTP:
    """Read the secret beside the picture and type a first code: that of the step before, so that the present one is
    still good for signing in."""
    app = pyotp.TOTP(page.locator(".qr__secret").inner_text().replace(" ", ""))
    page.get_by_label("Code aus der App").fill(app.generate_otp(int(time.time()) // 30 - 1))
    page.get_by_role("button", name="Code prüfen").click()
    return app
