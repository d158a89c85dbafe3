"""What happens in workshops. Dots are not among these: who set them is nobody's business."""

from __future__ import annotations

from dataclasses import dataclass

from participation.dialogue.workshops.models import NoteOrigin, StageKind
from participation.records.journal.events import Event


@dataclass(frozen=True)
class WorkshopCreated(Event):
    """A workshop was planned."""


@dataclass(frozen=True)
class StageOpened(Event):
    """A stage of the workshop began; the one before is closed."""

    stage: StageKind


@dataclass(frozen=True)
class NoteWritten(Event):
    """A note was put onto the wall."""

    origin: NoteOrigin


@dataclass(frozen=True)
class NoteHidden(Event):
    """A facilitator took a note off the wall, with a reason."""


@dataclass(frozen=True)
class NoteRestored(Event):
    """A facilitator put a hidden note back, with a reason."""


@dataclass(frozen=True)
class NoteWithdrawn(Event):
    """The author took a note back."""


@dataclass(frozen=True)
class PrototypeMade(Event):
    """A result card was written."""


@dataclass(frozen=True)
class PrototypeRevised(Event):
    """A result card was changed."""

    version: int


@dataclass(frozen=True)
class ResultHandedOn(Event):
    """A note or prototype goes on as an idea."""

    idea_id: int


@dataclass(frozen=True)
class WorkshopFinished(Event):
    """The workshop is over and its result is told."""
