"""The phases of a process as a picture: bars on one line of time, with the pauses and overlaps between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from participation.dialogue.processes.rules import first_day, last_day

WIDTH = 1000.0
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days, both included, with a title and a number of what it stands for; `is_tried` is not saved yet."""

    first: date
    last: date
    title: str = ""
    id: int | None = None
    is_tried: bool = False

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Bar:
    """A phase, a pause or an overlap, drawn from `x` over `width` of WIDTH."""

    kind: str
    stretch: Stretch
    x: float
    width: float


@dataclass(frozen=True)
class Chart:
    """The bars in their order, where months begin, and where today is, if it lies within."""

    bars: list[Bar]
    months: list[float]
    today: float | None
    first: date
    last: date

    @property
    def pauses(self) -> list[Stretch]:
        """The times between two phases in which nobody can write."""
        return [bar.stretch for bar in self.bars if bar.kind == "pause"]

    @property
    def overlaps(self) -> list[Stretch]:
        """The times in which two phases would run together."""
        return [bar.stretch for bar in self.bars if bar.kind == "overlap"]


def stretch_of(starts_at: datetime, ends_at: datetime, title: str, id: int | None) -> Stretch:
    """A phase in days."""
    return Stretch(first_day(starts_at), last_day(ends_at), title, id)


def chart_of(stretches: Iterable[Stretch], *, today: date) -> Chart | None:
    """The picture of these phases; None where there are none."""
    phases = sorted(stretches, key=lambda s: (s.first, s.last))
    if not phases:
        return None
    first, last = phases[0].first, max(s.last for s in phases)
    scale = WIDTH / ((last - first).days + 1)

    def at(day: date) -> float:
        return round((day - first).days * scale, 1)

    bars: list[Bar] = []
    until: date | None = None
    for phase in phases:
        between = _between(until, phase)
        if between is not None:
            kind, stretch = between
            bars.append(Bar(kind, stretch, at(stretch.first), round(stretch.days * scale, 1)))
        bars.append(Bar("phase", phase, at(phase.first), round(phase.days * scale, 1)))
        until = phase.last if until is None else max(until, phase.last)
    months = [at(day) for day in _months(first, last)]
    return Chart(bars, months, at(today) if first <= today <= last else None, first, last)


def _between(until: date | None, phase: Stretch) -> tuple[str, Stretch] | None:
    """The pause before a phase, or its overlap with what was planned so far."""
    if until is None:
        return None
    if phase.first > until + ONE_DAY:
        return "pause", Stretch(until + ONE_DAY, phase.first - ONE_DAY)
    if phase.first <= until:
        return "overlap", Stretch(phase.first, min(until, phase.last))
    return None


def _months(first: date, last: date) -> list[date]:
    found, day = [], first.replace(day=1)
    while day <= last:
        if day > first:
            found.append(day)
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return found
