"""What happens to the lists of fields and goals."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class GoalCreated(Event):
    """A strategic goal was entered."""


@dataclass(frozen=True)
class GoalChanged(Event):
    """The words or the place of a strategic goal were changed."""


@dataclass(frozen=True)
class GoalRetired(Event):
    """A strategic goal that nothing pays into is no longer offered."""


@dataclass(frozen=True)
class ActionFieldAdded(Event):
    """A field of action was entered."""

    field_id: int


@dataclass(frozen=True)
class ActionFieldChanged(Event):
    """The name or the place of a field of action was changed."""

    field_id: int


@dataclass(frozen=True)
class ActionFieldRemoved(Event):
    """A field of action that nothing belonged to was removed."""

    field_id: int
