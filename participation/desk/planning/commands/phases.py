"""Changing phases in which people may have written already."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.errors import Conflict, Invalid
from participation.desk.planning.queries import contributions_between
from participation.dialogue.calls.commands import follow_phases
from participation.dialogue.processes import commands as processes
from participation.dialogue.processes.models import Phase, PhaseKind, Process
from participation.dialogue.processes.queries import phases_of


def plan_phase(process: Process, *, actor: Actor, **values: Any) -> Phase:
    """Plan a further phase; the deadline of a call moves with it. Raises as add_phase does."""
    phase = processes.add_phase(process, actor=actor, **values)
    follow_phases(process.subject_id)
    return phase


def reschedule_phase(
    process: Process, phase: Phase, *, version: int, kind: PhaseKind, starts_at: datetime, ends_at: datetime,
    accepted: bool, actor: Actor, **texts: str,
) -> None:  # fmt: skip
    """Give a phase other days or words. Raises Invalid where that would close it for people who write in it already,
    unless the editor has `accepted` that."""
    processes.to_write(process, actor)
    if not accepted and closes_on_writers(process, phase, starts_at=starts_at, ends_at=ends_at):
        raise Invalid(
            "In dieser Phase haben schon Menschen geschrieben, und mit diesen Tagen wäre sie sofort zu Ende oder hätte "
            "noch nicht begonnen. Bitte bestätigen Sie, dass das so sein soll.",
            field="accepted",
        )
    processes.change_phase(
        process, phase, version=version, kind=kind, starts_at=starts_at, ends_at=ends_at, actor=actor, **texts
    )
    follow_phases(process.subject_id)


def closes_on_writers(process: Process, phase: Phase, *, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether something that was written in the phase would lie outside it, or the phase would be over at once."""
    if starts_at <= phase.starts_at and ends_at >= phase.ends_at:
        return False
    before = contributions_between(process.subject_id, phase.starts_at, min(starts_at, phase.ends_at))
    after = contributions_between(process.subject_id, max(ends_at, phase.starts_at), phase.ends_at)
    closed = phase.runs_at(now()) and ends_at <= now()
    written = contributions_between(process.subject_id, phase.starts_at, phase.ends_at)
    return bool(before or after or (closed and written))


def drop_phase(process: Process, phase: Phase, *, actor: Actor) -> None:
    """Take a phase out of the plan. Raises Conflict where people have written in it: it can only end early."""
    processes.to_write(process, actor)
    later = [other.starts_at for other in phases_of(process.subject_id) if other.starts_at > phase.starts_at]
    if contributions_between(process.subject_id, phase.starts_at, min(later, default=max(now(), phase.ends_at))):
        raise Conflict("In dieser Phase haben schon Menschen geschrieben. Sie lässt sich kürzen, aber nicht entfernen.")
    processes.remove_phase(process, phase, actor=actor)
    follow_phases(process.subject_id)
