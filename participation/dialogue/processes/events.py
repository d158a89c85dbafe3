"""What happens to processes."""

from __future__ import annotations

from dataclasses import dataclass

from participation.core.assurance import Assurance
from participation.dialogue.processes.models import PhaseKind
from participation.dialogue.processes.rules import ProcessPart
from participation.records.journal.events import Event


@dataclass(frozen=True)
class ProcessCreated(Event):
    """A process was set up."""


@dataclass(frozen=True)
class PhaseAdded(Event):
    """A phase was planned."""

    kind: PhaseKind


@dataclass(frozen=True)
class PhaseChanged(Event):
    """A phase got other days or other words; `moved` says whether its days changed."""

    kind: PhaseKind
    moved: bool


@dataclass(frozen=True)
class PhaseRemoved(Event):
    """A phase was taken out of the plan."""

    kind: PhaseKind


@dataclass(frozen=True)
class AssuranceChanged(Event):
    """What people prove before they take part is another level now; the public reads it in the change log."""

    level: Assurance


@dataclass(frozen=True)
class ProcessEdited(Event):
    """A part of the process was written anew."""

    part: ProcessPart


@dataclass(frozen=True)
class ProcessPublished(Event):
    """A process can be seen by everyone it is meant for."""


@dataclass(frozen=True)
class ProcessScheduled(Event):
    """A process will be published at a set time."""


@dataclass(frozen=True)
class ScheduleCancelled(Event):
    """A process will not be published at the time that was set."""


@dataclass(frozen=True)
class ReleaseRequested(Event):
    """A second person is asked to look at the process before it is published."""

    release_id: int


@dataclass(frozen=True)
class ReleaseGranted(Event):
    """A second person released the process."""

    release_id: int


@dataclass(frozen=True)
class ReleaseReturned(Event):
    """A second person gave the process back, with a reason."""

    release_id: int


@dataclass(frozen=True)
class SummaryReminded(Event):
    """The process ended a while ago, and nobody told yet what came of it."""


@dataclass(frozen=True)
class ProcessArchived(Event):
    """The process is closed for good."""


@dataclass(frozen=True)
class NewsPublished(Event):
    """There is news in a process."""

    news_id: int


@dataclass(frozen=True)
class NewsCorrected(Event):
    """News that was published says something else now."""

    news_id: int


@dataclass(frozen=True)
class InvitationsSent(Event):
    """People were invited into a process."""

    count: int


@dataclass(frozen=True)
class InvitationEnded(Event):
    """A link into a process, or somebody's admission, was ended."""
