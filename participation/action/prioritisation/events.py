"""What happens to a prioritisation."""

from __future__ import annotations

from dataclasses import dataclass

from participation.action.prioritisation.models import Perspective
from participation.records.journal.events import Event


@dataclass(frozen=True)
class PrioritisationCreated(Event):
    """A run was prepared."""


@dataclass(frozen=True)
class CriteriaPublished(Event):
    """Criteria and weights were published; from now on they are fixed."""


@dataclass(frozen=True)
class IdeaJudged(Event):
    """An idea was judged by a criterion, from one perspective."""

    idea_id: int
    criterion_id: int
    perspective: Perspective
    score: int


@dataclass(frozen=True)
class RankingProposed(Event):
    """The ranking was proposed; its inputs are frozen."""


@dataclass(frozen=True)
class RankingConfirmed(Event):
    """A body confirmed the ranking."""

    decision_id: int


@dataclass(frozen=True)
class RankingReturned(Event):
    """A body gave the ranking back, with a reason."""

    decision_id: int
