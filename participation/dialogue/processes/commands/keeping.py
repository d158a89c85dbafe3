"""How a process is locked, and what each change of it brings along; for the other commands of this room."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.slugs import slugify
from participation.dialogue.processes import rules
from participation.dialogue.processes.events import ProcessEdited, ScheduleCancelled
from participation.dialogue.processes.models import Process, Release, ReleaseState
from participation.dialogue.processes.rules import ProcessPart
from participation.people.departments.models import Department
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject

LONGEST_SLUG = 66


def locked(process: Process) -> Process:
    """The process as it is now, locked until the end of the transaction: changes of its parts stand in line here."""
    return db.session.scalars(
        select(Process)
        .where(Process.subject_id == process.subject_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def to_write(process: Process, actor: Actor) -> Process:
    """The locked process, for somebody who may write it. Raises NotAllowed or Conflict for others."""
    process = locked(process)
    rules.check_may_write(actor, process)
    return process


def free_slug(title: str, subject_id: int) -> str:
    """A readable address that no other process has; where the plain one is taken, the number makes it its own."""
    slug = slugify(title, length=LONGEST_SLUG)
    taken = db.session.scalar(select(Process.subject_id).where(Process.slug == slug))
    return slug if taken is None else f"{slug}-{subject_id}"


def note_change(process: Process, part: ProcessPart, *, actor: Actor, **details: Any) -> None:
    """Enter a change into the journal, with what was said before as details, and count it."""
    changed(process, actor=actor)
    record(ProcessEdited(process.subject_id, part=part), actor=actor, role="editor", **details)


def changed(process: Process, *, actor: Actor) -> None:
    """Count a change. What a second person looks at, or released for later, must not change under their hands: an
    open request is withdrawn, and a time that was released does not hold any more."""
    process.version += 1
    process.changed_at = now()
    open_requests = update(Release).where(
        Release.process_id == process.subject_id, Release.state == ReleaseState.REQUESTED
    )
    db.session.execute(open_requests.values(state=ReleaseState.WITHDRAWN).execution_options(synchronize_session=False))
    if process.publish_at is not None and not process.is_published and needs_release(process):
        process.publish_at = None
        record(ScheduleCancelled(process.subject_id), actor=actor, role="editor")
    db.session.flush()


def needs_release(process: Process) -> bool:
    """Whether the department wants a second person to look at its processes."""
    return bool(
        db.session.scalar(select(Department.needs_release).where(Department.subject_id == process.department_id))
    )


def index(process: Process) -> None:
    """Let the process be found by its words."""
    index_subject(process.subject_id, title=process.title, text=f"{process.question}\n\n{process.summary or ''}")
