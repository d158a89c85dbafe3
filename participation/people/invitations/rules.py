"""In which state an invitation is for whoever opens its link."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from participation.core.actor import Actor
from participation.people.accounts.models import Account
from participation.people.departments.rules import may_give_roles
from participation.people.invitations.models import Invitation

OPEN_FOR = timedelta(days=14)


class Standing(StrEnum):
    """What whoever opened the link finds."""

    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SOMEBODY_ELSE = "somebody_else"
    READY = "ready"
    SIGN_IN = "sign_in"
    JOIN = "join"


def may_invite(actor: Actor) -> bool:
    """Whoever gives roles invites."""
    return may_give_roles(actor)


def standing_of(
    invitation: Invitation | None, *, signed_in_as: Account | None, known: Account | None, now: datetime
) -> Standing:
    """What the page of an invitation shows. `known` is the confirmed account with its address, if there is one."""
    if invitation is None:
        return Standing.UNKNOWN
    if invitation.accepted_at is not None:
        return Standing.ACCEPTED
    if invitation.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if not invitation.is_open_at(now):
        return Standing.EXPIRED
    if signed_in_as is not None:
        is_theirs = signed_in_as.email == invitation.email and signed_in_as.is_confirmed
        return Standing.READY if is_theirs else Standing.SOMEBODY_ELSE
    return Standing.SIGN_IN if known is not None else Standing.JOIN
