"""What happens in evaluation rounds; a rating is noted without its level."""

from __future__ import annotations

from dataclasses import dataclass

from participation.action.evaluations.models import ReviewKind
from participation.records.journal.events import Event


@dataclass(frozen=True)
class RoundOpened(Event):
    """An evaluation round began."""


@dataclass(frozen=True)
class RoundReopened(Event):
    """A published round takes ratings again, so that a mistake can be corrected."""


@dataclass(frozen=True)
class Rated(Event):
    """A goal or measure was rated in a round."""

    round_id: int
    kind: ReviewKind


@dataclass(frozen=True)
class SummaryWritten(Event):
    """The summary of a round was written."""


@dataclass(frozen=True)
class ResultPublished(Event):
    """The results of a round were published under a number."""

    publication_id: int
    number: int
