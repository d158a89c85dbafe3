"""What happens in the monitoring of measures."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class IndicatorAdded(Event):
    """A measure got a further indicator."""

    indicator_id: int


@dataclass(frozen=True)
class ReadingRecorded(Event):
    """An indicator of this measure was read."""

    indicator_id: int
    reading_id: int


@dataclass(frozen=True)
class ReadingCorrected(Event):
    """A reading was wrong and was put right; what it said before is kept in the details."""

    indicator_id: int
    reading_id: int


@dataclass(frozen=True)
class MilestoneAdded(Event):
    """A step of the measure was planned."""

    milestone_id: int


@dataclass(frozen=True)
class MilestoneDone(Event):
    """A step of the measure is done."""

    milestone_id: int


@dataclass(frozen=True)
class LevelReached(Event):
    """The measure reached a target level, or fell back to it."""

    level: int
