"""What happens to ideas. Votes are not among these: who voted for what is nobody's business."""

from __future__ import annotations

from dataclasses import dataclass

from participation.dialogue.ideas.models import IdeaStatus, Origin
from participation.records.journal.events import Event


@dataclass(frozen=True)
class IdeaSubmitted(Event):
    """Somebody submitted an idea."""

    origin: Origin


@dataclass(frozen=True)
class IdeaRevised(Event):
    """The text of an idea was changed; the version before is kept."""

    version: int


@dataclass(frozen=True)
class IdeaPicturesChanged(Event):
    """Pictures of an idea were added, removed or described anew; so many it has now."""

    count: int


@dataclass(frozen=True)
class IdeaWithdrawn(Event):
    """The author took the idea back."""


@dataclass(frozen=True)
class IdeaStatusChanged(Event):
    """The city came further with an idea."""

    old: IdeaStatus
    new: IdeaStatus


@dataclass(frozen=True)
class IdeaMerged(Event):
    """An idea went on in another one."""

    into_id: int


@dataclass(frozen=True)
class IdeaUnmerged(Event):
    """A merge was undone: the idea stands by itself again, with the status that it had."""

    from_id: int
    status: IdeaStatus


@dataclass(frozen=True)
class IdeaHidden(Event):
    """Moderation hid an idea."""


@dataclass(frozen=True)
class IdeaRestored(Event):
    """Moderation showed a hidden idea again."""
