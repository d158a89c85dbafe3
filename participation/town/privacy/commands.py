"""Noting what went by the rules of retention."""

from __future__ import annotations

from participation.core.actor import HOUSE
from participation.records.journal.commands import record
from participation.town.privacy.events import RetentionApplied


def note_retention(rule: str, rows: int) -> None:
    """Note in the journal that so many rows went by a rule, and not which."""
    record(RetentionApplied(None, rule=rule, rows=rows), actor=HOUSE)
