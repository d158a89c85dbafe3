"""A team of two applies to a call, without JavaScript: hidden from guests until the deadline, then there for all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from participation.cli.demo import PASSWORD
from participation.cli.demo.people import role_accounts
from participation.core import clock
from participation.core.database import db
from participation.dialogue.boards.models import Board
from participation.dialogue.calls.models import TeamInvitation
from participation.dialogue.calls.rules import team_token
from tests.journeys.people import PATIENCE
from tools.demo_server import Served

CALL = "/boards/kleine-projekte"


class Later:
    """The same application when it is later."""

    def __init__(self, app: Any, moment: datetime) -> None:
        self.app, self.moment = app, moment

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with clock.stopped_at(self.moment):
            return list(self.app(environ, start_response))


@pytest.fixture
def plain(browser: Browser, town: Served) -> Iterator[Any]:
    """Browsers without JavaScript, signed in by typing where a role is named."""
    opened = []

    def open_for(role: str | None = None) -> Page:
        context = browser.new_context(base_url=town.address, locale="de-DE", java_script_enabled=False)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        if role is not None:
            page.goto("/anmelden")
            page.get_by_label("E-Mail-Adresse").fill(next(mail for name, mail, _ in role_accounts() if name == role))
            page.get_by_label("Passwort").fill(PASSWORD)
            page.get_by_role("button", name="Anmelden").click()
        return page

    yield open_for
    for context in opened:
        context.close()


def test_a_team_of_two_applies_hidden_until_the_deadline(plain: Any, town: Served, tmp_path: Path) -> None:
    plan = tmp_path / "Kostenplan Radwerkstatt.pdf"
    plan.write_bytes(b"%PDF-1.7\n1 0 obj")
    lead, guest = plain("participant"), plain()
    lead.goto(CALL)
    expect(lead.locator("main")).to_contain_text("Bis zum Ende der Frist sind alle Bewerbungen verdeckt")
    lead.locator("main").get_by_role("link", name="Bewerben", exact=True).click()
    lead.get_by_label("Überschrift").fill("Radwerkstatt am Schulhof")
    lead.get_by_label("Beschreibung").fill("Einmal im Monat reparieren wir mit Kindern ihre Räder.")
    lead.get_by_label("Kategorie").select_option(label="Üben und lernen")
    go_on(lead)
    go_on(lead)
    lead.get_by_label("Name des Teams").fill("Schrauber")
    lead.get_by_label("Wer gehört noch dazu?").fill("lea@example.org")
    lead.get_by_label("Anlage hochladen").set_input_files(plan)
    lead.get_by_role("button", name="Hochladen", exact=True).click()
    expect(lead.locator("main")).to_contain_text("Kostenplan Radwerkstatt")
    expect(lead.get_by_label("Name des Teams")).to_have_value("Schrauber")
    go_on(lead)
    lead.get_by_role("button", name="Bewerbung einreichen").click()
    expect(lead.locator("main")).to_contain_text("Bitte bestätigen Sie jede Bedingung.")
    for box in lead.locator("input[name=conditions]").all():
        box.check()
    lead.get_by_role("button", name="Bewerbung einreichen").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text("Danke für Ihre Bewerbung")
    number = re.findall(r"/bewerbungen/(\d+)/", lead.url)[0]

    member = plain("facilitator")
    member.goto(f"/team/{link_of(town)}")
    member.get_by_role("button", name="Einladung annehmen").click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Radwerkstatt am Schulhof")
    member.get_by_role("link", name="Text ändern").click()
    member.get_by_label("Beschreibung").fill("Zweimal im Monat reparieren wir mit Kindern ihre Räder.")
    member.get_by_role("button", name="Änderung speichern").click()
    expect(member.locator("main")).to_contain_text("Zweimal im Monat")

    for path in (CALL, "/ideen?q=Radwerkstatt", "/suche?q=Radwerkstatt"):
        guest.goto(path)
        expect(guest.locator("main")).not_to_contain_text("am Schulhof")
    assert guest.goto(f"/ideen/{number}").status == 404  # type: ignore[union-attr]

    inner, town.app.wsgi_app = town.app.wsgi_app, Later(town.app.wsgi_app, deadline(town) + timedelta(seconds=5))  # type: ignore[method-assign]
    try:
        guest.goto(CALL)
        guest.get_by_role("link", name="Radwerkstatt am Schulhof", exact=True).click()
        expect(guest.locator("main")).to_contain_text("Zweimal im Monat")
        expect(guest.locator("main")).to_contain_text("Schrauber")
        expect(guest.locator("main")).to_contain_text("Kostenplan Radwerkstatt")
    finally:
        town.app.wsgi_app = inner  # type: ignore[method-assign]


def go_on(page: Page) -> None:
    """To the next step."""
    page.locator(".form-end").get_by_role("button", name="Weiter").click()


def link_of(town: Served) -> str:
    """The token that stands in the mail to the one who was invited last."""
    with town.app.app_context():
        number = db.session.scalars(select(TeamInvitation.id).order_by(TeamInvitation.id.desc())).first()
        assert number is not None
        return team_token(number, secret=str(town.app.secret_key))


def deadline(town: Served) -> datetime:
    """When the call opens."""
    with town.app.app_context():
        found = db.session.scalars(select(Board.hidden_until).where(Board.slug == "kleine-projekte")).one()
        assert found is not None
        return found
