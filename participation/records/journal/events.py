"""What an event is: a frozen dataclass in a room's `events.py`, whose fields are ids and enumerated values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """Something that happened to the subject `subject_id`; the class name is the event's name in the journal."""

    subject_id: int | None
