"""What happens to meetings."""

from __future__ import annotations

from dataclasses import dataclass

from participation.dialogue.meetings.models import MeetingKind
from participation.records.journal.events import Event


@dataclass(frozen=True)
class MeetingAnnounced(Event):
    """A date was announced."""

    kind: MeetingKind
