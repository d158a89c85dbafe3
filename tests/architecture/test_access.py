"""Every route by every role, in the own department and in a foreign one: what is expected stands in access.csv.

That file is written by hand, from what the roles may do (docs/glossary.md), and never made from the code. `yes` lets
in, whatever the form then says; `no` is 403 or 404; `sign-in` leads to signing in. Forms are sent empty: a refusal must
come before anything that is typed is looked at.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy.engine import Connection
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from participation.core.database import db, writing
from tests.architecture import access_town
from tests.architecture.access_town import AccessTown
from tests.browser import Browser

with (Path(__file__).parent / "access.csv").open(encoding="utf-8") as table:
    ROWS = {(row["endpoint"], row["method"]): row for row in csv.DictReader(table)}
COLUMNS = [name for name in next(iter(ROWS.values())) if name not in {"endpoint", "method"}]
QUERIES = {
    "maps.district": "lon=9.99&lat=48.40", "departments.give_role": "aufgabe=moderator",
    "invitations.send_invitation": "aufgabe=editor",
}  # fmt: skip

# Fields without which a form would not say what it is about.
FIELDS = {"workshops.write_note": {"position": "1"}}

# Answer 400 by their protocol to whoever brings no signed token; anybody may knock.
KNOCKING = {"identities.end_from_outside"}


def routes(app: Flask) -> list[tuple[Rule, str]]:
    return [(r, m) for r in app.url_map.iter_rules() for m in sorted((r.methods or set()) - {"HEAD", "OPTIONS"})]


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    there = {(rule.endpoint, method) for rule, method in routes(app)}
    assert there - ROWS.keys() == set(), "write down who may enter, from the domain's rules"
    assert ROWS.keys() - there == set(), "these routes are gone"
    assert {row[name] for row in ROWS.values() for name in COLUMNS} == {"yes", "no", "sign-in"}


@contextmanager
def undone(app: Flask) -> Iterator[None]:
    """Whatever happens inside is as if it had not been."""
    connection = db._app_engines[app][None]
    assert isinstance(connection, Connection)
    token = writing.set(True)
    savepoint = connection.begin_nested()
    writing.reset(token)
    try:
        yield
    finally:
        db.session.remove()
        savepoint.rollback()
        app.extensions["page_store"].clear()
        for store in ("kept_values", "pages_in_common"):
            app.extensions[store].clear()


def address(town: AccessTown, app: Flask, rule: Rule) -> str:
    names = rule.arguments - set(rule.defaults or {})
    values = {**(rule.defaults or {}), **{name: town.value(rule.endpoint, name) for name in names}}
    path = "".join(str(values[text]) if dynamic else text for dynamic, text in rule._trace).split("|", 1)[1]
    return f"{path}?{QUERIES[rule.endpoint]}" if rule.endpoint in QUERIES else path


def answer_of(response: TestResponse) -> str:
    if response.status_code in {403, 404}:
        return "no"
    if response.status_code == 303 and urlsplit(response.location).path == "/anmelden":
        return "sign-in"
    return "yes" if response.status_code < 500 and response.status_code not in {400, 405} else str(response.status_code)


@pytest.mark.parametrize("column", COLUMNS)
def test_who_may_enter(app: Flask, column: str) -> None:
    town = access_town.build()
    account = town.people[column]
    browser = Browser(app).sign_in(account) if account is not None else Browser(app)
    token = browser.csrf_token()
    kept = browser.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    wrong = []
    for rule, method in routes(app):
        path = address(town, app, rule)
        with undone(app):
            data = {"csrf_token": token, **FIELDS.get(rule.endpoint, {})} if method == "POST" else None
            found = answer_of(browser.client.open(path, method=method, data=data))
        if kept is not None:
            browser.client.set_cookie(kept.key, kept.value)
        if found == "400" and rule.endpoint in KNOCKING:
            found = "yes"
        if found != (expected := ROWS[rule.endpoint, method][column]):
            wrong.append(f"{method} {path} ({rule.endpoint}): {found} instead of {expected}")
    assert wrong == [], "\n".join(wrong)
