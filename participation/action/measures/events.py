"""What happens to measures."""

from __future__ import annotations

from dataclasses import dataclass

from participation.action.measures.models import MeasureStage
from participation.records.journal.events import Event


@dataclass(frozen=True)
class MeasureCreated(Event):
    """A department took something on."""

    department_id: int


@dataclass(frozen=True)
class IdeaPromoted(Event):
    """An idea became part of a measure."""

    measure_id: int


@dataclass(frozen=True)
class MeasureEdited(Event):
    """The texts of a measure were changed."""

    version: int


@dataclass(frozen=True)
class SourceAdded(Event):
    """It was noted from what a measure grew."""

    source_id: int


@dataclass(frozen=True)
class StageChanged(Event):
    """A measure moved on to another stage."""

    old: MeasureStage
    new: MeasureStage
    decision_id: int | None


@dataclass(frozen=True)
class TargetLevelsWritten(Event):
    """The conditions of the target levels were written, before the measure started."""


@dataclass(frozen=True)
class TargetLevelsFixed(Event):
    """The target levels were fixed, because implementation starts."""


@dataclass(frozen=True)
class TargetLevelChanged(Event):
    """The condition of a fixed target level was changed; the old text is kept."""

    level: int
