"""The ways in which the domain says no, each with a German sentence for the person who asked.

The sentence is a message id of the catalogue; it is translated when it is shown. Babel extracts it by the names of
these classes.
"""

from __future__ import annotations

from datetime import datetime

from participation.core.clock import TOWN


def N_(message: str) -> str:  # noqa: N802 - the customary name of the gettext marker
    """Mark a German sentence for the catalogue; it is translated where it is shown."""
    return message


class DomainError(Exception):
    """Something that cannot be done, with a reason in plain words."""

    status = 400

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        values = {n: f"{v.astimezone(TOWN):%d.%m.%Y}" if isinstance(v, datetime) else v for n, v in self.values.items()}
        return self.message % values if values else self.message


class NotAllowed(DomainError):
    """This person may not do this, or not now. Where one step helps, `step` says what it is and `address` where."""

    status = 403
    step = ""
    address = ""


class Conflict(DomainError):
    """Someone else changed the same thing in the meantime."""

    status = 409


class InvalidTransition(Conflict):
    """This step does not follow on the present state."""


class Invalid(DomainError):
    """The input cannot be taken; `field` names where, if known."""

    status = 422

    def __init__(self, message: str, *, field: str = "", **values: object) -> None:
        super().__init__(message, **values)
        self.field = field
