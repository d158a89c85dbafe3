"""What happens to the statement."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class StatementPublished(Event):
    """A new accessibility statement holds."""

    number: int
