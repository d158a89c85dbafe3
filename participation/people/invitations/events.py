"""What happens to invitations; no address stands in the journal."""

from __future__ import annotations

from dataclasses import dataclass

from participation.core.actor import Role
from participation.records.journal.events import Event


@dataclass(frozen=True)
class InvitationEvent(Event):
    """Something happened to an invitation to take a role over for this subject, or for the whole installation."""

    role: Role
    invitation_id: int


@dataclass(frozen=True)
class PersonInvited(InvitationEvent):
    """Somebody was invited."""


@dataclass(frozen=True)
class InvitationSentAgain(InvitationEvent):
    """An invitation was sent anew; the old link ended."""


@dataclass(frozen=True)
class InvitationWithdrawn(InvitationEvent):
    """An invitation was taken back."""


@dataclass(frozen=True)
class InvitationAccepted(InvitationEvent):
    """Somebody took the role over."""
