"""What happens to identities; these journal lines name people by the random reference alone, and no claim."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class IdentityEvent(Event):
    """Something happened to somebody's way in through the broker."""

    person_ref: str | None = None


@dataclass(frozen=True)
class IdentityLinked(IdentityEvent):
    """Somebody can sign in through the broker from now on."""


@dataclass(frozen=True)
class IdentityUnlinked(IdentityEvent):
    """Somebody took the way through the broker away."""


@dataclass(frozen=True)
class BrokerRolesIgnored(IdentityEvent):
    """The broker told names of roles that mean nothing here; they gave nothing."""

    count: int = 0


@dataclass(frozen=True)
class BrokerRoleKept(IdentityEvent):
    """The broker no longer names somebody administrator, but nobody else would be left."""


@dataclass(frozen=True)
class SignedOutByBroker(IdentityEvent):
    """The broker ended sign-ins that it had begun."""

    count: int = 0
