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


def asked_number(name: str) -> int | None:
    """The number that the address gives for `name`; None where it is missing, no number, below 0 or too high."""
    number: int | None = request.args.get(name, type=int)
    return number if number is not None and 0 <= number <= HIGHEST_INTEGER else None
