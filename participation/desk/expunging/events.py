"""What happens on the way of an expunging. Nothing here says what stood there."""

from __future__ import annotations

from dataclasses import dataclass

from participation.desk.expunging.models import Extent, Ground, Kind
from participation.records.journal.events import Event


@dataclass(frozen=True)
class ExpungingRequested(Event):
    """Somebody asked that something go."""

    expunging_id: int
    kind: Kind


@dataclass(frozen=True)
class ExpungingDeclined(Event):
    """A second person found that it stays."""

    expunging_id: int


@dataclass(frozen=True)
class ExpungingWithdrawn(Event):
    """Whoever asked took the request back."""

    expunging_id: int


@dataclass(frozen=True)
class ExpungingLapsed(Event):
    """Nobody decided in time."""

    expunging_id: int


@dataclass(frozen=True)
class SubjectExpunged(Event):
    """A second person confirmed: every room lets go of what it holds of it (see `rules.ROOMS`)."""

    expunging_id: int
    kind: Kind
    extent: Extent
    ground: Ground


@dataclass(frozen=True)
class ExpungingDone(Event):
    """All rooms have let go; who wrote it is told."""

    expunging_id: int
    kind: Kind
    extent: Extent
    ground: Ground
