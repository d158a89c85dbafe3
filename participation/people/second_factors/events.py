"""What happens to second factors; these journal lines have no subject and name people by the random reference."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class FactorEvent(Event):
    """Something happened to somebody's second factor."""

    person_ref: str | None = None


@dataclass(frozen=True)
class SecondFactorRequired(Event):
    """Administration made the second step a duty for everyone with a role."""


@dataclass(frozen=True)
class SecondFactorMadeVoluntary(Event):
    """Administration left the second step to each person."""


@dataclass(frozen=True)
class SecondFactorSetUp(FactorEvent):
    """Somebody signs in with two steps from now on."""


@dataclass(frozen=True)
class SecondFactorRemoved(FactorEvent):
    """Somebody took their second factor away themselves."""


@dataclass(frozen=True)
class SecondFactorReset(FactorEvent):
    """Administration took somebody's second factor away."""


@dataclass(frozen=True)
class RecoveryCodesMade(FactorEvent):
    """Somebody made new recovery codes; the old ones are worth nothing."""


@dataclass(frozen=True)
class RecoveryCodeUsed(FactorEvent):
    """Somebody signed in with a recovery code."""


@dataclass(frozen=True)
class PasskeyAdded(FactorEvent):
    """Somebody added a passkey."""


@dataclass(frozen=True)
class PasskeyRemoved(FactorEvent):
    """Somebody took a passkey away."""
