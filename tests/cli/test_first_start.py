"""From an empty database to a first administrator, on the command line and in the browser."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

from click.testing import Result
from flask import Flask

from participation.core.errors import Conflict, Invalid
from participation.core.transactions import transaction
from participation.people.departments.commands import allow_first_start, start_with_token
from participation.people.departments.queries import is_first_start, is_first_start_token
from participation.town.settings.queries import stored_values
from tests.browser import Browser
from tests.factories.people import PASSWORD

ANSWERS = (
    "--name", "Mitreden in Neustadt", "--city", "Neustadt", "--contact", "hallo@neustadt.example.org",
    "--email", "ada@neustadt.example.org", "--pseudonym", "Ada", "--password", PASSWORD,
)  # fmt: skip


def run(app: Flask, *arguments: str, asked: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["setup", *arguments], input=asked)


def test_the_command_line_names_the_site_and_makes_the_administrator(live_app: Flask) -> None:
    result = run(live_app, *ANSWERS)
    assert result.exit_code == 0, result.output
    assert "Sign in and go on at" in result.output
    with live_app.app_context():
        assert stored_values()["name"] == "Mitreden in Neustadt"
        assert not is_first_start()
    again = run(live_app, *ANSWERS)
    assert again.exit_code == 0
    assert "nobody was added" in again.output


def test_what_is_left_out_is_asked_for(live_app: Flask) -> None:
    asked = f"Neustadt\n\nhallo@neustadt.example.org\nada@example.org\nAda\n{PASSWORD}\n{PASSWORD}\n"
    assert run(live_app, asked=asked).exit_code == 0
    with live_app.app_context():
        assert stored_values()["city_name"] == "Neustadt"


def test_a_weak_password_is_refused_in_one_sentence(live_app: Flask) -> None:
    result = run(live_app, *ANSWERS[:-1], "kurz")
    assert result.exit_code == 1
    assert "Error: " in result.output
    assert "Traceback" not in result.output


def test_the_link_leads_through_the_browser_to_the_set_up(live_app: Flask) -> None:
    link = re.search(r"/einrichtung/beginnen/\S+", run(live_app, "--link").output)
    assert link is not None
    browser = Browser(live_app)
    browser.open(link[0])
    page = browser.send("/beginnen/", status=422, email="ada@example.org", pseudonym="", password="kurz")
    assert page.shows("Bitte wählen Sie ein Pseudonym.")
    browser.send("/beginnen/", email="ada@example.org", pseudonym="Ada", password=PASSWORD)
    browser.follow()
    browser.send("/anmelden", email="ada@example.org", password=PASSWORD)
    assert browser.follow().heading == "Einrichtung"
    assert Browser(live_app).open(link[0], status=410).shows("Dieser Link gilt nicht mehr")
    assert "Es gibt schon eine Administration" in run(live_app, "--link").output


def test_a_wrong_or_former_link_opens_nothing(client: Browser) -> None:
    with transaction():
        former, _ = allow_first_start()
    with transaction():
        token, _ = allow_first_start()
    assert is_first_start_token(token)
    for wrong in (former, "x", token + "x"):
        client.open(f"/einrichtung/beginnen/{wrong}", status=410)


def test_of_many_who_use_the_link_at_once_one_becomes_administrator(live_app: Flask) -> None:
    with live_app.app_context(), transaction():
        token, _ = allow_first_start()

    def use(number: int) -> bool:
        with live_app.app_context():
            try:
                with transaction():
                    start_with_token(
                        token, email=f"{number}@example.org", pseudonym=f"Person {number}", password_hash="x"
                    )
            except (Conflict, Invalid):
                return False
            return True

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(use, range(6))).count(True) == 1
