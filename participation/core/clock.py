"""The one clock of the house, which tests can stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TOWN = ZoneInfo("Europe/Berlin")

_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)


def now() -> datetime:
    """This moment, aware and in UTC."""
    return _stopped.get() or datetime.now(UTC)


def today() -> date:
    """The day it is in town."""
    return now().astimezone(TOWN).date()


def at_noon(day: date) -> datetime:
    """Noon of a day in town, as UTC: for events of which only the day is known."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=TOWN).astimezone(UTC)


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` (aware) inside the block."""
    token = _stopped.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.reset(token)
