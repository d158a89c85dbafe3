"""What happens to departments and roles."""

from __future__ import annotations

from dataclasses import dataclass

from participation.core.actor import Role
from participation.records.journal.events import Event


@dataclass(frozen=True)
class DepartmentCreated(Event):
    """A department was set up."""


@dataclass(frozen=True)
class RoleGranted(Event):
    """Somebody was given a role for this subject, or for the whole installation."""

    role: Role
