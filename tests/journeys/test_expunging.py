"""A contribution names a neighbour: one person asks that it go, another confirms, and nothing of it is left."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.citizens import Citizen, join, letter_to, propose
from tests.journeys.people import People, told
from tools.demo_server import Served

NAME = "Quittenbaumweg"
REASON = "Der Text nennt eine Nachbarin mit Anschrift."


def test_what_names_a_neighbour_is_expunged_by_two_people(people: People, town: Served) -> None:
    citizen = join(people.visitor())
    idea = propose(citizen, "schulwege", "Licht am Weg", f"Die Frau am {NAME} 3 stellt ihre Tonne auf den Gehweg.")
    moderator, coordinator, visitor = people.signed_in("moderator"), people.signed_in("coordinator"), people.visitor()
    ask(moderator, idea)
    request = moderator.url
    expect(moderator.get_by_role("button", name="Endgültig tilgen")).to_have_count(0)
    confirm(coordinator, request)
    expect(coordinator.get_by_role("main")).to_contain_text("Erledigt")
    is_gone(visitor, idea)
    is_told(citizen)
    verified = town.app.test_cli_runner().invoke(args=["journal", "verify"])
    assert verified.exit_code == 0, verified.output


def ask(page: Page, idea: str) -> None:
    """By the link on the idea's page; what it touches is said before."""
    page.goto(idea)
    page.get_by_role("link", name="Tilgen beantragen").first.click()
    expect(page.get_by_role("main")).to_contain_text("Es braucht zwei Personen")
    page.get_by_label("Alles").check()
    page.get_by_label("persönliche Daten anderer").check()
    page.get_by_label("Begründung für die zweite Person").fill(REASON)
    page.get_by_role("button", name="Tilgen beantragen").click()
    told(page, "wartet jetzt auf eine zweite Person")


def confirm(page: Page, request: str) -> None:
    """The second person reads it, says that it is understood, and confirms."""
    page.goto(request)
    expect(page.get_by_role("main")).to_contain_text(REASON)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Endgültig tilgen").click()
    page.goto(request)


def is_gone(page: Page, idea: str) -> None:
    """The address answers, and says what happened; nothing finds the words any more."""
    page.goto(idea)
    expect(page.get_by_role("heading", level=1)).to_have_text("Getilgter Beitrag")
    expect(page.locator("body")).not_to_contain_text(NAME)
    page.goto(f"/suche?q={NAME}")
    expect(page.get_by_role("main")).not_to_contain_text("Licht am Weg")


def is_told(citizen: Citizen) -> None:
    """The author hears of it, and the letter repeats nothing."""
    citizen.page.goto("/demo/post")
    letter = letter_to(citizen.page, citizen.email)
    expect(letter).to_contain_text("getilgt")
    expect(letter).not_to_contain_text(NAME)
