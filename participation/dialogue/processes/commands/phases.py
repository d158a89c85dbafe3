"""Planning the phases of a process; they never overlap, whoever plans at the same moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import N_, Conflict, Invalid
from participation.dialogue.processes import rules
from participation.dialogue.processes.commands.keeping import changed, to_write
from participation.dialogue.processes.events import PhaseAdded, PhaseChanged, PhaseRemoved
from participation.dialogue.processes.models import Phase, PhaseKind, Process
from participation.records.journal.commands import record

OVERLAP = N_("Diese Phase überschneidet sich mit einer anderen. Bitte wählen Sie andere Tage.")
STALE = N_("Jemand hat diese Phase inzwischen geändert. Ihre Fassung ist noch nicht gespeichert.")


def add_phase(
    process: Process,
    *,
    kind: PhaseKind,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    actor: Actor,
    **values: Any,
) -> Phase:
    """Plan a phase. Raises Invalid where it ends before it starts, Overlap where it runs together with another."""
    process = to_write(process, actor)
    _check_free(process.subject_id, starts_at, ends_at, but=None)
    phase = Phase(process_id=process.subject_id, kind=kind, title=title, starts_at=starts_at, ends_at=ends_at, **values)
    db.session.add(phase)
    changed(process, actor=actor)
    record(PhaseAdded(process.subject_id, kind=kind), actor=actor, role="editor")
    return phase


def change_phase(
    process: Process, phase: Phase, *, version: int, actor: Actor, starts_at: datetime, ends_at: datetime,
    kind: PhaseKind, **texts: str,
) -> None:  # fmt: skip
    """Give a phase other days or words. Raises Conflict where `version` is not the newest, else as add_phase."""
    process = to_write(process, actor)
    phase = _locked(phase)
    if phase.version != version:
        raise Conflict(STALE)
    _check_free(process.subject_id, starts_at, ends_at, but=phase.id)
    before = {name: getattr(phase, name) for name, value in texts.items() if getattr(phase, name) != value}
    moved = (phase.starts_at, phase.ends_at) != (starts_at, ends_at)
    days = {"starts_at": phase.starts_at.isoformat(), "ends_at": phase.ends_at.isoformat()} if moved else {}
    if phase.kind is not kind:
        phase.kind, phase.opens = kind, None
    phase.starts_at, phase.ends_at, phase.version = starts_at, ends_at, version + 1
    for name, value in texts.items():
        setattr(phase, name, value)
    changed(process, actor=actor)
    record(
        PhaseChanged(process.subject_id, kind=kind, moved=moved), actor=actor, role="editor", before={**before, **days}
    )


def remove_phase(process: Process, phase: Phase, *, actor: Actor) -> None:
    """Take a phase out of the plan; whether it may go is asked at the desk."""
    process = to_write(process, actor)
    phase = _locked(phase)
    record(
        PhaseRemoved(process.subject_id, kind=phase.kind), actor=actor, role="editor",
        before={"title": phase.title, "starts_at": phase.starts_at.isoformat(), "ends_at": phase.ends_at.isoformat()},
    )  # fmt: skip
    db.session.delete(phase)
    changed(process, actor=actor)


def _locked(phase: Phase) -> Phase:
    return db.session.scalars(select(Phase).where(Phase.id == phase.id).execution_options(populate_existing=True)).one()


def _check_free(process_id: int, starts_at: datetime, ends_at: datetime, *, but: int | None) -> None:
    if ends_at <= starts_at:
        raise Invalid("Eine Phase muss nach ihrem Beginn enden.", field="ends_at")
    phases = db.session.scalars(select(Phase).where(Phase.process_id == process_id).order_by(Phase.starts_at)).all()
    if rules.overlapping(phases, starts_at, ends_at, but=but) is not None:
        raise rules.Overlap(OVERLAP)
