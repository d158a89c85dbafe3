"""Bringing a process to an end: what came of it, a reminder where nobody says it, and the archive."""

from __future__ import annotations

from participation.core.actor import HOUSE, Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.desk.planning.queries import unsummed_processes
from participation.desk.planning.rules import DeskState, desk_state
from participation.dialogue.processes import commands as processes
from participation.dialogue.processes.events import ProcessArchived, SummaryReminded
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import phases_of
from participation.dialogue.processes.rules import ProcessPart
from participation.records.journal.commands import record


def write_results(process: Process, *, results: str, seen: str, actor: Actor) -> None:
    """Tell what came of the process. Raises Invalid without words, Conflict as every part does."""
    if not results.strip():
        raise Invalid("Bitte schreiben Sie, was herauskam und wie es weitergeht.", field="results")
    processes.edit_part(process, ProcessPart.RESULTS, seen=seen, actor=actor, results=results)


def archive(process: Process, *, actor: Actor) -> None:
    """Close the process for good. Raises Conflict while a phase is to come or runs, or the result is not told."""
    process = processes.to_write(process, actor)
    if desk_state(process, phases_of(process.subject_id), now()) is not DeskState.ENDED:
        raise Conflict("Archivieren lässt sich ein Verfahren erst, wenn alle Phasen zu Ende sind.")
    if not process.results.strip():
        raise Conflict("Bitte schreiben Sie zuerst, was herauskam. Danach lässt sich das Verfahren archivieren.")
    process.archived_at = now()
    db.session.flush()
    record(ProcessArchived(process.subject_id), actor=actor, role="editor")


def remind_of_summaries() -> int:
    """Remind of each process that ended without a word, once; returns of how many."""
    reminded = 0
    for process in unsummed_processes():
        process = processes.locked(process)
        if process.reminded_at is None and not process.results:
            process.reminded_at = now()
            db.session.flush()
            record(SummaryReminded(process.subject_id), actor=HOUSE)
            reminded += 1
    return reminded
