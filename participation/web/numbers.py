"""Numbers in addresses: one that no row can have is like one that no row has, and never reaches the database."""

from __future__ import annotations

from typing import Any

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

from participation.core.database import HIGHEST_INTEGER


class RowNumber(IntegerConverter):
    """`<int:…>` in routes: a number that is too high is an address that does not exist."""

    def __init__(self, url_map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(url_map, *args, **{"max": HIGHEST_INTEGER, **kwargs})


def bound_numbers(app: Flask) -> None:
    """Let routes take only numbers that a row can have; called before the routes are made."""
    app.url_map.converters["int"] = RowNumber


def whole_number(text: str | None) -> int | None:
    """The number that was sent as text; None where it is missing, no whole number, below 0 or too high for a row."""
    if not text or not (text.isascii() and text.isdecimal()) or len(text) > len(str(HIGHEST_INTEGER)):
        return None
    number = int(text)
    return number if number <= HIGHEST_INTEGER else None


def asked_number(name: str) -> int | None:
    """The number that the address gives for `name`, as `whole_number` reads it."""
    return whole_number(request.args.get(name))
