"""What happens to applications beside what happens to every idea."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class TeamInvited(Event):
    """People were invited into the team of an application."""

    count: int


@dataclass(frozen=True)
class TeamJoined(Event):
    """Somebody joined the team."""


@dataclass(frozen=True)
class TeamLeft(Event):
    """Somebody left the team; `removed` says whether by the one who leads it."""

    removed: bool


@dataclass(frozen=True)
class LeadHandedOver(Event):
    """Somebody else leads the team."""


@dataclass(frozen=True)
class AttachmentsChanged(Event):
    """Files were added to an application or taken from it."""

    count: int
