"""In which order a discussion is read, and from where on: what the address says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from participation.core.database import HIGHEST_INTEGER

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
    """Behind which thread a list goes on: its number, and its supports when the page before was made."""

    votes: int
    number: int


@dataclass(frozen=True)
class Reading:
    """How somebody reads a discussion: the order, behind which threads the page begins (one mark for each list that
    stands on it), and which thread is open, from behind which reply on."""

    order: Order
    marks: tuple[Mark | None, ...] = ()
    opened: int = 0
    behind: int = 0

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
    if not text or len(parts) != lists_of(order):
        return ()
    found = [_mark_in(part, order) for part in parts]
    return () if any(mark == _NONSENSE for mark in found) else tuple(found)


def marks_text(marks: Sequence[Mark | None], order: Order) -> str:
    """The marks as they stand in an address."""
    by_time = order in (Order.NEWEST, Order.OLDEST)
    return ".".join(
        "0" if mark is None else str(mark.number) if by_time else f"{mark.votes}-{mark.number}" for mark in marks
    )


_NONSENSE = Mark(-1, -1)
_PART = re.compile(r"(?:([0-9]{1,10})-)?([0-9]{1,10})")


def _mark_in(part: str, order: Order) -> Mark | None:
    found = _PART.fullmatch(part)
    by_time = order in (Order.NEWEST, Order.OLDEST)
    if found is None or (part != "0" and (found[1] is None) != by_time):
        return _NONSENSE
    votes, number = int(found[1] or 0), int(found[2])
    if max(votes, number) > HIGHEST_INTEGER:
        return _NONSENSE
    return Mark(votes, number) if number else None


def shares(there: Sequence[int], *, most: int = THREADS_PER_PAGE) -> list[int]:
    """How many threads of each list stand on one page, `most` together: they take turns until nobody has any left."""
    taken = [0] * len(there)
    while sum(taken) < min(most, sum(there)):
        for place, count in enumerate(there):
            if taken[place] < count and sum(taken) < most:
                taken[place] += 1
    return taken
