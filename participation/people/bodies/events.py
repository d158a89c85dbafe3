"""What happens to bodies."""

from __future__ import annotations

from dataclasses import dataclass

from participation.people.bodies.models import DecisionOutcome
from participation.records.journal.events import Event


@dataclass(frozen=True)
class BodyCreated(Event):
    """A body was entered."""


@dataclass(frozen=True)
class DecisionRecorded(Event):
    """A body decided on this subject."""

    decision_id: int
    body_id: int
    outcome: DecisionOutcome
