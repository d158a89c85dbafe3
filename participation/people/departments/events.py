"""What happens to departments and roles. People are named by the random reference alone."""

from __future__ import annotations

from dataclasses import dataclass

from participation.core.actor import Role
from participation.records.journal.events import Event


@dataclass(frozen=True)
class DepartmentCreated(Event):
    """A department was set up."""


@dataclass(frozen=True)
class DepartmentChanged(Event):
    """What is said of a department was changed; `fields` names what."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class RoleEvent(Event):
    """Something happened to the role that somebody holds for this subject, or for the whole installation."""

    role: Role
    person_ref: str | None = None


@dataclass(frozen=True)
class RoleGranted(RoleEvent):
    """Somebody was given a role."""


@dataclass(frozen=True)
class RoleTermChanged(RoleEvent):
    """Until when somebody holds a role was changed."""


@dataclass(frozen=True)
class RoleEnded(RoleEvent):
    """Somebody's role ended."""


@dataclass(frozen=True)
class RoleHandedOver(RoleEvent):
    """Somebody took a role over from a person who leaves."""


@dataclass(frozen=True)
class DeputyNamed(RoleEvent):
    """Somebody stands in for who holds a role, for a while."""
