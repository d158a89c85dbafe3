"""What happens to processes."""

from __future__ import annotations

from dataclasses import dataclass

from participation.dialogue.processes.models import PhaseKind
from participation.records.journal.events import Event


@dataclass(frozen=True)
class ProcessCreated(Event):
    """A process was set up."""


@dataclass(frozen=True)
class PhaseAdded(Event):
    """A phase was planned."""

    kind: PhaseKind


@dataclass(frozen=True)
class ProcessPublished(Event):
    """A process can be seen by everyone it is meant for."""


@dataclass(frozen=True)
class NewsPublished(Event):
    """There is news in a process."""

    news_id: int
