"""What happens to accounts; these journal lines have no subject and name nobody but by the random reference."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class AccountCreated(Event):
    """Somebody signed up."""


@dataclass(frozen=True)
class AccountConfirmed(Event):
    """Somebody confirmed their e-mail address."""


@dataclass(frozen=True)
class PasswordChanged(Event):
    """Somebody set a new password; all their sign-ins ended."""


@dataclass(frozen=True)
class SignInsEnded(Event):
    """Administration signed somebody out on all devices."""

    person_ref: str | None = None
