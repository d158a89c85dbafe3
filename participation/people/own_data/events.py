"""What people do with their own data. No line names anybody: these acts are the house's in the journal."""

from __future__ import annotations

from dataclasses import dataclass

from participation.people.own_data.models import Cause, Texts
from participation.records.journal.events import Event


@dataclass(frozen=True)
class DataTakenAlong(Event):
    """Somebody took their data along."""


@dataclass(frozen=True)
class ErasureRequested(Event):
    """Somebody asked for their account to be erased."""

    erasure_id: int
    texts: Texts


@dataclass(frozen=True)
class ErasureStopped(Event):
    """Somebody came back within the waiting period."""

    erasure_id: int


@dataclass(frozen=True)
class AccountErased(Event):
    """The waiting period is over: every room lets go of what it holds of the person (see `rules.ROOMS`)."""

    erasure_id: int
    texts: Texts
    cause: Cause


@dataclass(frozen=True)
class AddressChanged(Event):
    """Somebody confirmed a new e-mail address."""


@dataclass(frozen=True)
class AddressRestored(Event):
    """The owner of the old address stopped or took back a change; all sign-ins ended."""


@dataclass(frozen=True)
class PseudonymChanged(Event):
    """Somebody writes under another pseudonym from now on."""
