"""How sure the city is who takes part: four levels in one order, from a code without an account to the eID."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Assurance(StrEnum):
    """How sure the city is who takes part; the order of the lines is the order of the levels."""

    GUEST_CODE = "guest_code"
    EMAIL = "email"
    CODE_LETTER = "code_letter"
    EID = "eid"


ORDER: tuple[Assurance, ...] = tuple(Assurance)


def reaches(proven: Iterable[Assurance], needed: Assurance) -> bool:
    """Whether one of the levels that somebody has proven is at least the one that is needed."""
    return any(ORDER.index(level) >= ORDER.index(needed) for level in proven)
