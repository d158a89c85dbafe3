"""What happens in the calendar of elections; days are ISO dates."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class ElectionEntered(Event):
    """A day was entered."""

    election_id: int
    held_on: str


@dataclass(frozen=True)
class ElectionRemoved(Event):
    """A day was taken out again."""

    election_id: int
    held_on: str
