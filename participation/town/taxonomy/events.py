"""What happens to the lists of fields and goals."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class GoalCreated(Event):
    """A strategic goal was entered."""
