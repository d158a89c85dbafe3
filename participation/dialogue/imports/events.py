"""What happens by importing."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class IdeasImported(Event):
    """Contributions collected elsewhere were opened on a board: one entry for all of them."""

    run_id: int
    taken: int


@dataclass(frozen=True)
class ImportRemoved(Event):
    """An import that had not come to its end was taken out again; nobody had seen its ideas."""

    run_id: int
