"""How far a process is, as its editors see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from participation.core.errors import N_
from participation.dialogue.processes.models import Phase, Process

SUMMARY_WITHIN = timedelta(days=7)
"""After the last phase: how long until its editors are reminded to tell what came of it."""


class DeskState(StrEnum):
    """Where a process stands in the list of its editors."""

    DRAFT = "draft"
    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    ARCHIVED = "archived"


LABELS: dict[DeskState, str] = {
    DeskState.DRAFT: N_("Entwurf"),
    DeskState.PLANNED: N_("Geplant"),
    DeskState.RUNNING: N_("Läuft"),
    DeskState.ENDED: N_("Beendet"),
    DeskState.ARCHIVED: N_("Archiviert"),
}
TONES: dict[DeskState, str] = {
    DeskState.DRAFT: "neutral",
    DeskState.PLANNED: "info",
    DeskState.RUNNING: "success",
    DeskState.ENDED: "warning",
    DeskState.ARCHIVED: "neutral",
}


def desk_state(process: Process, phases: Sequence[Phase], moment: datetime) -> DeskState:
    """Draft until it is published or has a time for it; planned until its first phase begins; ended after its last."""
    if process.is_archived:
        return DeskState.ARCHIVED
    if not process.is_published:
        return DeskState.PLANNED if process.publish_at else DeskState.DRAFT
    if phases and max(phase.ends_at for phase in phases) <= moment:
        return DeskState.ENDED
    begun = any(phase.starts_at <= moment for phase in phases)
    return DeskState.RUNNING if begun else DeskState.PLANNED


def ended_at(phases: Sequence[Phase]) -> datetime | None:
    """When the last phase ends; None without phases."""
    return max((phase.ends_at for phase in phases), default=None)


def usual_beginning(today: date) -> date:
    """When a new process begins if nobody says otherwise: a Monday, with four weeks before it to announce it."""
    day = today + timedelta(weeks=4)
    return day + timedelta(days=-day.weekday() % 7)
