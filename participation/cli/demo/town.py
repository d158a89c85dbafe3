"""The demo town's texts, read from `cli/demo_town`, and its days as moments."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date

from participation.core.clock import TOWN

FOLDER = Path(__file__).resolve().parent.parent / "demo_town"

_first_day: ContextVar[date] = ContextVar("day_of_loading")


@contextmanager
def days_from(day: date) -> Iterator[None]:
    """Let the days of the texts count from this day inside the block, wherever the clock stands meanwhile."""
    token = _first_day.set(day)
    try:
        yield
    finally:
        _first_day.reset(token)


@cache
def texts(name: str) -> dict[str, Any]:
    """One file of the demo town."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def many_texts(folder: str, key: str) -> list[dict[str, Any]]:
    """The entries `key` of all files in a folder, in the order of the file names."""
    files = sorted((FOLDER / folder).glob("*.toml"))
    return [entry for path in files for entry in tomllib.loads(path.read_text(encoding="utf-8"))[key]]


@cache
def outlines() -> dict[str, Any]:
    """The districts' outlines as GeoJSON."""
    found: dict[str, Any] = json.loads((FOLDER / "districts.geojson").read_text(encoding="utf-8"))
    return found


def on_day(offset: int) -> date:
    """The day that lies `offset` days after the day of loading."""
    return _first_day.get() + timedelta(days=offset)


def at(offset: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment on that day in town."""
    return datetime.combine(on_day(offset), time(hour, minute), tzinfo=TOWN).astimezone(UTC)


def at_clock(offset: int, clock_time: str) -> datetime:
    """A moment on that day, from a time like `18:30`."""
    hour, _, minute = clock_time.partition(":")
    return at(offset, int(hour), int(minute or 0))


def month_and_year(offset: int) -> str:
    """The month of that day in German words."""
    return format_date(on_day(offset), "MMMM y", locale="de")


def day_in_words(offset: int) -> str:
    """That day in German words."""
    return format_date(on_day(offset), "d. MMMM y", locale="de")
