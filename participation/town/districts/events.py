"""What happens to districts."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class DistrictsLoaded(Event):
    """The outlines of the town's districts were loaded from a file."""

    added: int
    changed: int
