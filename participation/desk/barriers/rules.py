"""Who works reports off, which way they go, and until when the city answers."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from participation.core.actor import Actor, Role
from participation.core.errors import NotAllowed
from participation.desk.barriers.models import BarrierState

WORKERS = (Role.ADMINISTRATOR, Role.COORDINATOR)
LONGEST_TEXT, LONGEST_ANSWER = 4000, 4000
MOVES: Mapping[StrEnum, frozenset[StrEnum]] = {
    BarrierState.OPEN: frozenset({BarrierState.ANSWERED, BarrierState.CLOSED}),
    BarrierState.ANSWERED: frozenset({BarrierState.ANSWERED, BarrierState.CLOSED, BarrierState.OPEN}),
    BarrierState.CLOSED: frozenset({BarrierState.OPEN}),
}


def may_handle(actor: Actor) -> bool:
    """Administration and coordination."""
    return any(actor.has_role(role) for role in WORKERS)


def check_may_handle(actor: Actor) -> None:
    """Raise NotAllowed for everyone else."""
    if not may_handle(actor):
        raise NotAllowed("Gemeldete Barrieren bearbeiten die Administration und die Koordination.")


def due_day(reported_on: date, *, days: int = 0) -> date:
    """By when the city answers: within `days`, or (0) within a month, as public bodies have to."""
    if days:
        return reported_on + timedelta(days=days)
    year, month = reported_on.year + reported_on.month // 12, reported_on.month % 12 + 1
    return date(year, month, min(reported_on.day, calendar.monthrange(year, month)[1]))


def path_on_site(address: str, base_url: str, root: str = "") -> str:
    """The path of an address on this site, as somebody copied it or the link brought it; else what was typed.

    `root` is what stands before every path in the reader's language, and is left out.
    """
    text = address.strip().removeprefix(base_url.rstrip("/"))
    if root and text.startswith(f"{root}/"):
        text = text.removeprefix(root)
    return text[:500]
