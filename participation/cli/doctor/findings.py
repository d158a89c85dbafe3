"""What an examination found: how it is, in a sentence, and what to do where it is not well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How well something is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    subject: str
    said: str
    advice: str = ""


def ok(subject: str, said: str) -> Finding:
    """All is well."""
    return Finding(Level.OK, subject, said)


def warning(subject: str, said: str, advice: str) -> Finding:
    """It works, but not as it should."""
    return Finding(Level.WARNING, subject, said, advice)


def problem(subject: str, said: str, advice: str) -> Finding:
    """It does not work, or people's data are in danger."""
    return Finding(Level.PROBLEM, subject, said, advice)
