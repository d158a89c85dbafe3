"""Who enters elections, and when the city holds back."""

from __future__ import annotations

from datetime import date, timedelta

from participation.core.actor import Actor, Role
from participation.core.errors import Invalid, NotAllowed

WEEKS = 6
"""How many weeks before an election the city holds back, where it has not set another number."""


def check_administrator(actor: Actor) -> None:
    """Raise NotAllowed unless the actor administers the installation."""
    if not actor.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("Wahltermine trägt die Administration ein.")


def check_election(name: str, held_on: date | None, *, today: date) -> None:
    """Raise Invalid beside the field that is missing, or where the day is past."""
    if not name.strip():
        raise Invalid("Bitte nennen Sie die Wahl.", field="name")
    if held_on is None:
        raise Invalid("Bitte nennen Sie den Tag.", field="held_on")
    if held_on < today:
        raise Invalid("Dieser Tag ist schon vorbei.", field="held_on")


def begins_on(held_on: date, *, weeks: int) -> date:
    """The first day on which the city holds back before an election on this day."""
    return held_on - timedelta(weeks=weeks)


def holds_back(held_on: date, day: date, *, weeks: int) -> bool:
    """Whether the city holds back on `day`: in the weeks before the election, its own day included."""
    return weeks > 0 and begins_on(held_on, weeks=weeks) <= day <= held_on
