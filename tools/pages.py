"""Every page of the site by its route, with an example of the demo town for each: for axe, screenshots and links.

The list comes from the URL map. What an argument of a route stands for is looked up in the demo town by (room,
argument); a route without an example is an error, so that no page goes unlooked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from participation.core.database import db


@dataclass(frozen=True)
class Example:
    """A route with a filled-in address and the role of who opens it (none: a visitor)."""

    endpoint: str
    path: str
    role: str | None
    is_page: bool
    status: int = 200

    @property
    def room(self) -> str:
        """The room that the route belongs to."""
        return self.endpoint.split(".")[0]


class NoExample(LookupError):
    """A route for which the demo town has no example; add one to tools/page_values.py."""


def examples(app: Flask, *, further: bool = False) -> list[Example]:
    """One example for each GET route, in the order of their addresses; `further` adds other faces of some pages."""
    from tools.page_values import FURTHER, NO_PAGES, PATHS, ROLES, STATUS, VALUES

    found = []
    with app.app_context():
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
            if "GET" not in (rule.methods or ()):
                continue
            path = PATHS[rule.endpoint]() if rule.endpoint in PATHS else _filled(app, rule, VALUES)
            role = ROLES.get(rule.endpoint, _role(app, rule.endpoint))
            is_page, status = rule.endpoint not in NO_PAGES, STATUS.get(rule.endpoint, 200)
            found.append(Example(rule.endpoint, path, role, is_page, status))
        if further:
            found += [Example(endpoint, path(), role, True, status) for endpoint, path, role, status in FURTHER]
    return found


def _filled(app: Flask, rule: Rule, values: dict[tuple[str, str], Callable[[], Any]]) -> str:
    room = rule.endpoint.split(".")[0]
    arguments = dict(rule.defaults or {})
    for name in rule.arguments - set(arguments):
        value = values.get((rule.endpoint, name)) or values.get((room, name))
        if value is None:
            raise NoExample(f"{rule.endpoint} ({rule.rule}): no example for <{name}>")
        arguments[name] = value()
        if arguments[name] is None:
            raise NoExample(f"{rule.endpoint} ({rule.rule}): the demo town has nothing for <{name}>")
    with app.test_request_context():
        return str(app.url_map.bind("127.0.0.1").build(rule.endpoint, arguments))


def _role(app: Flask, endpoint: str) -> str | None:
    view = app.view_functions[endpoint]
    access = getattr(view, "access", "public")
    if access == "public":
        return None
    if access == "signed_in":
        return "participant"
    return str(view.roles[0].value)  # type: ignore[attr-defined]


def first(column: Any, *conditions: Any, order: Any = None) -> Callable[[], Any]:
    """A look-up of the first value of a column."""

    def look() -> Any:
        return db.session.scalar(
            select(column).where(*conditions).order_by(column if order is None else order).limit(1)
        )

    return look
