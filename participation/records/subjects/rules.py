"""What is left in the place of something that was expunged: no word of it, only when and on what ground."""

from __future__ import annotations

from datetime import date

EXPUNGED_TITLE = "Getilgter Beitrag"
"""What stands, in German, in place of a title."""


PARTS = ("#", "/kommentare/")
"""How the address of something goes on that stands on the page of something else."""


def expunged_mark(day: date, ground: str) -> str:
    """What is stored as the reason for which nothing is shown, so that every language can say it."""
    return f"{day.isoformat()} {ground}"


def read_mark(mark: str) -> tuple[date, str] | None:
    """The day and the ground of a mark; None for what is no mark."""
    day, _, ground = mark.partition(" ")
    try:
        return date.fromisoformat(day), ground
    except ValueError:
        return None
