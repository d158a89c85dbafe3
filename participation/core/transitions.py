"""A table of allowed moves between states, and the check against it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from participation.core.errors import N_, InvalidTransition

REFUSED = N_("Dieser Schritt ist hier nicht möglich: Der Stand ist inzwischen ein anderer.")


def may_move(moves: Mapping[StrEnum, frozenset[StrEnum]], old: StrEnum, new: StrEnum) -> bool:
    """Whether the table allows the move from `old` to `new`."""
    return new in moves.get(old, frozenset())


def check_move(moves: Mapping[StrEnum, frozenset[StrEnum]], old: StrEnum, new: StrEnum) -> None:
    """Raise InvalidTransition where the table does not allow the move."""
    if not may_move(moves, old, new):
        raise InvalidTransition(REFUSED)
