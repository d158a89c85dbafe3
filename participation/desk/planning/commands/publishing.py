"""Publishing a process: at once or at a time, alone or with a second person, as the department wants it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from participation.core.actor import HOUSE, Actor
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.errors import N_, Conflict, Invalid, NotAllowed
from participation.desk.planning.queries import facts_of
from participation.desk.planning.rules import gaps_of, is_ready
from participation.dialogue.processes import commands as processes
from participation.dialogue.processes.events import (
    ProcessScheduled,
    ReleaseGranted,
    ReleaseRequested,
    ReleaseReturned,
    ScheduleCancelled,
)
from participation.dialogue.processes.models import Process, Release, ReleaseState
from participation.dialogue.processes.queries import open_release
from participation.records.journal.commands import record

GONE = N_(
    "Diese Anfrage gibt es nicht mehr: Das Verfahren wurde inzwischen geändert, oder jemand hat schon entschieden."
)


def publish_now(process: Process, *, actor: Actor) -> bool:
    """Publish at once. Raises Invalid while something is missing, NotAllowed where a second person has to agree."""
    process = _ready(process, actor)
    _check_alone(process)
    return processes.publish_process(process, actor=actor)


def publish_later(process: Process, *, at: datetime, actor: Actor) -> None:
    """Let the clock publish it. Raises as publish_now, and Invalid where the time is over."""
    process = _ready(process, actor)
    _check_alone(process)
    _schedule(process, at, actor=actor)


def cancel_schedule(process: Process, *, actor: Actor) -> None:
    """Leave it a draft after all; doing it twice changes nothing."""
    process = processes.to_write(process, actor)
    if process.publish_at is not None:
        process.publish_at = None
        db.session.flush()
        record(ScheduleCancelled(process.subject_id), actor=actor, role="editor")


def request_release(process: Process, *, at: datetime | None, actor: Actor) -> Release:
    """Ask a second person of the department. Asking again while a request is open changes nothing."""
    process = _ready(process, actor)
    if actor.actor_ref is None:
        raise NotAllowed("Um Freigabe bittet eine Person mit einem Konto.")
    if (known := open_release(process.subject_id)) is not None:
        return known
    if at is not None:
        _check_ahead(at)
    asked = Release(process_id=process.subject_id, requested_by_ref=actor.actor_ref, publish_at=at)
    db.session.add(asked)
    db.session.flush()
    record(ReleaseRequested(process.subject_id, release_id=asked.id), actor=actor, role="editor")
    return asked


def withdraw_request(process: Process, *, actor: Actor) -> None:
    """Take a request back; doing it twice changes nothing."""
    process = processes.to_write(process, actor)
    asked = open_release(process.subject_id)
    if asked is not None:
        asked.state = ReleaseState.WITHDRAWN
        db.session.flush()


def release(process: Process, release_id: int, *, actor: Actor) -> None:
    """Agree to what was asked: it is published now, or at the time that was asked for.

    Raises NotAllowed for the person who asked, whatever roles they hold; Conflict where the request is gone.
    """
    process, asked = _asked(process, release_id, actor)
    _check_complete(process)
    _decide(asked, ReleaseState.RELEASED, actor=actor)
    record(ReleaseGranted(process.subject_id, release_id=asked.id), actor=actor, role="editor")
    if asked.publish_at is not None and asked.publish_at > now():
        _schedule(process, asked.publish_at, actor=actor)
    else:
        processes.publish_process(process, actor=actor)


def return_release(process: Process, release_id: int, *, reason: str, actor: Actor) -> None:
    """Give it back with a reason. Raises as release, and Invalid without a reason."""
    process, asked = _asked(process, release_id, actor)
    if not reason.strip():
        raise Invalid("Bitte schreiben Sie, was noch zu ändern ist.", field="reason")
    asked.reason = reason.strip()
    _decide(asked, ReleaseState.RETURNED, actor=actor)
    record(ReleaseReturned(process.subject_id, release_id=asked.id), actor=actor, role="editor", reason=reason)


def publish_due() -> int:
    """Publish what is due, each exactly once, whoever asks at the same moment; returns how many.

    What lacks something by then stays a draft, and the journal says that its time does not hold.
    """
    due = db.session.scalars(
        select(Process)
        .where(Process.publish_at <= now(), Process.published_at.is_(None))
        .order_by(Process.publish_at, Process.subject_id)
    ).all()
    return sum(_publish_due(process) for process in due)


def _publish_due(process: Process) -> bool:
    process = processes.locked(process)
    if process.publish_at is None or process.publish_at > now() or process.is_published:
        return False
    if not _is_complete(process):
        process.publish_at = None
        db.session.flush()
        record(ScheduleCancelled(process.subject_id), actor=HOUSE)
        return False
    return processes.publish_process(process, actor=HOUSE)


def _ready(process: Process, actor: Actor) -> Process:
    """The locked process, complete and not yet published."""
    process = processes.to_write(process, actor)
    if process.is_published:
        raise Conflict("Das Verfahren ist schon veröffentlicht.")
    _check_complete(process)
    return process


def _is_complete(process: Process) -> bool:
    return is_ready(gaps_of(facts_of(process), moment=now(), today=today()))


def _check_complete(process: Process) -> None:
    if not _is_complete(process):
        raise Invalid("Es fehlt noch etwas, bevor das Verfahren veröffentlicht werden kann. Was es ist, steht oben.")


def _check_alone(process: Process) -> None:
    if processes.needs_release(process):
        raise NotAllowed("In dieser Fachabteilung gibt eine zweite Person jedes Verfahren frei, bevor es erscheint.")


def _check_ahead(at: datetime) -> None:
    if at <= now():
        raise Invalid("Bitte wählen Sie einen Zeitpunkt, der noch vor uns liegt.", field="day")


def _schedule(process: Process, at: datetime, *, actor: Actor) -> None:
    _check_ahead(at)
    process.publish_at = at
    db.session.flush()
    record(ProcessScheduled(process.subject_id), actor=actor, role="editor")


def _asked(process: Process, release_id: int, actor: Actor) -> tuple[Process, Release]:
    """The open request, for somebody else than who asked."""
    process = processes.to_write(process, actor)
    asked = db.session.scalar(
        select(Release)
        .where(Release.id == release_id, Release.process_id == process.subject_id)
        .execution_options(populate_existing=True)
    )
    if asked is None or asked.state is not ReleaseState.REQUESTED:
        raise Conflict(GONE)
    if actor.actor_ref is None or actor.actor_ref == asked.requested_by_ref:
        raise NotAllowed("Wer um Freigabe bittet, kann nicht selbst freigeben. Bitte fragen Sie eine zweite Person.")
    return process, asked


def _decide(asked: Release, state: ReleaseState, *, actor: Actor) -> None:
    asked.state, asked.decided_at, asked.decided_by_ref = state, now(), actor.actor_ref
    db.session.flush()
