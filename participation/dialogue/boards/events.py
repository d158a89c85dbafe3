"""What happens to boards."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class BoardCreated(Event):
    """A board was set up."""
