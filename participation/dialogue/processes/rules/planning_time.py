"""Days in a plan: from midnight to midnight in town, how long before it is announced, and what overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from participation.core.clock import TOWN
from participation.core.errors import Conflict, Invalid
from participation.dialogue.processes.models import Phase
from participation.dialogue.processes.rules.opening import acts_of

NOTICE_DAYS = 21
"""Days between announcing a process and inviting to it: three weeks, as § 2 (4) of the law on dialogues with citizens
in Baden-Württemberg (DBG) has it. A setting may replace the number."""


class Overlap(Conflict):
    """Two phases of a process would run at the same time."""


def midnight(day: date) -> datetime:
    """The first moment of a day in town."""
    return datetime.combine(day, time(), tzinfo=TOWN)


def first_day(moment: datetime) -> date:
    """The day in town on which a phase begins."""
    return moment.astimezone(TOWN).date()


def last_day(ends_at: datetime) -> date:
    """The last day in town of a phase that ends, not included, at this moment."""
    return (ends_at - timedelta(seconds=1)).astimezone(TOWN).date()


def stretch(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first moment of a day to the last of another. Raises Invalid where it would end before it begins."""
    if last < first:
        raise Invalid("Eine Phase kann nicht enden, bevor sie beginnt.", field="last_day")
    return midnight(first), midnight(last + timedelta(days=1))


def overlapping(phases: Iterable[Phase], starts_at: datetime, ends_at: datetime, *, but: int | None) -> Phase | None:
    """The first phase, besides the one with the number `but`, that would run at the same time."""
    return next((p for p in phases if p.id != but and p.starts_at < ends_at and p.ends_at > starts_at), None)


def first_participation(phases: Sequence[Phase]) -> Phase | None:
    """The first phase in which people can do something."""
    return min((p for p in phases if acts_of(p)), key=lambda p: p.starts_at, default=None)


def days_of_notice(announced_on: date, phases: Sequence[Phase]) -> int | None:
    """How many days lie between the announcement and the first phase for taking part; None where there is none."""
    first = first_participation(phases)
    return None if first is None else (first_day(first.starts_at) - announced_on).days
