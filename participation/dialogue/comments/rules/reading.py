"""In which order a discussion is read, and from where on: what the address says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from participation.core.database import HIGHEST_INTEGER

BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = (datetime(9999, 1, 1, tzinfo=UTC) - BEGIN) // timedelta(microseconds=1)
THREADS_PER_PAGE = 20
REPLIES_PER_PAGE = 20
FEW_REPLIES = 3
"""So many answers are shown at once; of a longer thread only those of the city, the others on demand."""


class Order(StrEnum):
    """The orders, as they stand in the address."""

    SIDES = "gegenueber"
    STRONGEST = "unterstuetzt"
    NEWEST = "neueste"
    OLDEST = "aelteste"


@dataclass(frozen=True)
class Mark:
    """Behind which comment a list goes on: its number, and before that what the list is ordered by: its supports when
    the page before was made, or its moment in microseconds."""

    lead: int
    number: int

    @property
    def moment(self) -> datetime:
        """The moment, where the list is ordered by time."""
        return BEGIN + timedelta(microseconds=self.lead)

    def __str__(self) -> str:
        return f"{self.lead}-{self.number}"


def mark_in_time(moment: datetime, number: int) -> Mark:
    """The mark of a comment in a list that is ordered by time."""
    return Mark((moment - BEGIN) // timedelta(microseconds=1), number)


@dataclass(frozen=True)
class Reading:
    """How somebody reads a discussion: the order, behind which threads the page begins (one mark for each list that
    stands on it), and which thread is open, from behind which reply on."""

    order: Order
    marks: tuple[Mark | None, ...] = ()
    opened: int = 0
    behind: Mark | None = None

    @property
    def is_first(self) -> bool:
        """Whether this is the first page."""
        return not any(self.marks)

    def mark(self, place: int) -> Mark | None:
        """The mark of one of the lists."""
        return self.marks[place] if place < len(self.marks) else None


def orders_for(*, asks_stance: bool) -> tuple[Order, ...]:
    """The orders on offer, the usual one first: side by side only where people say where they stand."""
    return tuple(Order) if asks_stance else tuple(order for order in Order if order is not Order.SIDES)


def lists_of(order: Order) -> int:
    """How many lists stand on a page: for, against and everything else; else one."""
    return 3 if order is Order.SIDES else 1


def order_named(name: str, *, asks_stance: bool) -> Order:
    """The order that an address names; the usual one where it is none."""
    offered = orders_for(asks_stance=asks_stance)
    return next((order for order in offered if order == name), offered[0])


def marks_in(text: str, order: Order) -> tuple[Mark | None, ...]:
    """The marks in an address; none where they do not fit the order."""
    parts = text.split(".")
    if len(parts) != lists_of(order) or not all(part == "0" or mark_in(part, order) for part in parts):
        return ()
    return tuple(mark_in(part, order) for part in parts)


def marks_text(marks: Sequence[Mark | None]) -> str:
    """The marks as they stand in an address; 0 for the beginning of a list."""
    return ".".join(str(mark or 0) for mark in marks)


_MARK = re.compile(r"([0-9]{1,16})-([0-9]{1,10})")


def mark_in(text: str, order: Order = Order.OLDEST) -> Mark | None:
    """One mark in an address; None where it is none, or one that no comment can have."""
    found = _MARK.fullmatch(text)
    if found is None:
        return None
    lead, number = int(found[1]), int(found[2])
    most = LATEST if order in (Order.NEWEST, Order.OLDEST) else HIGHEST_INTEGER
    return Mark(lead, number) if lead <= most and number <= HIGHEST_INTEGER else None


def shares(there: Sequence[int], *, most: int = THREADS_PER_PAGE) -> list[int]:
    """How many threads of each list stand on one page, `most` together: they take turns until nobody has any left."""
    taken = [0] * len(there)
    while sum(taken) < min(most, sum(there)):
        for place, count in enumerate(there):
            if taken[place] < count and sum(taken) < most:
                taken[place] += 1
    return taken
