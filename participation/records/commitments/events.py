"""What happens to promises; `subject_id` is what was promised on. Days are ISO dates."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class CommitmentMade(Event):
    """The city promised something until a day."""

    commitment_id: int
    due_on: str


@dataclass(frozen=True)
class CommitmentKept(Event):
    """What was promised is done."""

    commitment_id: int


@dataclass(frozen=True)
class CommitmentMoved(Event):
    """What was promised will be done by a later day."""

    commitment_id: int
    old: str
    new: str


@dataclass(frozen=True)
class CommitmentBroken(Event):
    """What was promised will not be done."""

    commitment_id: int
