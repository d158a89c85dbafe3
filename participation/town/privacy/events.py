"""What the clock does for privacy."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class RetentionApplied(Event):
    """By a rule of retention so many rows went."""

    rule: str
    rows: int
