"""What would go now, counted by the same statements that the night's work lets go by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from participation.core.clock import now
from participation.core.database import db
from participation.core.letting_go import Keeper, keepers_of
from participation.town.privacy.rules.retention import RULES, Rule
from participation.town.settings.queries import spans


@dataclass(frozen=True)
class Part:
    """How many rows of one kind are due, between which numbers and moments."""

    what: str
    rows: int
    lowest: int | None
    highest: int | None
    earliest: datetime | None
    latest: datetime | None


@dataclass(frozen=True)
class Line:
    """A rule with its span in days (none: fixed; 0: without end) and what is due by it."""

    rule: Rule
    days: int | None
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        """All that is due by this rule."""
        return sum(part.rows for part in self.parts)


def retention_report() -> list[Line]:
    """What each rule would let go of now: one statement for each kind of row, and nothing is changed."""
    held, moment = spans(), now()
    return [_line(rule, held, moment) for rule in RULES]


def due_rows(keeper: Keeper, before: datetime, *, after: int) -> list[int]:
    """The next numbers that are due, in rising order."""
    due = keeper.due(before).subquery()
    number = next(iter(due.c))
    return list(db.session.scalars(select(number).where(number > after).order_by(number).limit(keeper.batch)))


def still_due(keeper: Keeper, before: datetime, numbers: list[int]) -> list[int]:
    """Those of these numbers that are due now: asked again where they are let go of, so that nothing goes that
    somebody brought back a moment ago."""
    due = keeper.due(before).subquery()
    number = next(iter(due.c))
    return list(db.session.scalars(select(number).where(number.in_(numbers)).order_by(number)))


def _line(rule: Rule, held: dict[str, int], moment: datetime) -> Line:
    before = rule.before(moment, held)
    parts = () if before is None else tuple(_part(keeper, before) for keeper in keepers_of(rule.slug))
    return Line(rule, held[rule.span] if rule.span else None, parts)


def _part(keeper: Keeper, before: datetime) -> Part:
    due = keeper.due(before).subquery()
    number, day = list(due.c)[:2]
    found: Any = db.session.execute(
        select(func.count(), func.min(number), func.max(number), func.min(day), func.max(day)).select_from(due)
    ).one()
    return Part(keeper.what, *found)
