"""Setting up and publishing a process."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from participation.core.actor import Actor
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.errors import Conflict, NotAllowed
from participation.core.slugs import slugify
from participation.dialogue.processes import rules
from participation.dialogue.processes.commands.keeping import LONGEST_SLUG, free_slug, index, locked
from participation.dialogue.processes.events import ProcessCreated, ProcessPublished
from participation.dialogue.processes.models import Process, ProcessDistrict
from participation.records.journal.commands import record
from participation.records.subjects.commands import add_subject, change_subject
from participation.records.subjects.models import Audience, State, SubjectKind

ATTEMPTS = 4


def create_process(
    title: str, *, department_id: int, question: str, actor: Actor, slug: str = "",
    audience: Audience = Audience.PUBLIC, district_ids: tuple[int, ...] = (), send_key: str | None = None,
    **values: Any,
) -> Process:  # fmt: skip
    """A new process of a department, not yet published. The same `send_key` again gives the same process.

    Raises NotAllowed for people of other departments.
    """
    if send_key and (known := db.session.scalar(select(Process).where(Process.send_key == send_key))):
        return known
    if not rules.may_set_up(actor, department_id):
        raise NotAllowed("Sie können nur für Fachabteilungen ein Verfahren anlegen, für die Sie Redaktion sind.")
    values = {**values, "question": question, "audience": audience, "send_key": send_key or None}
    process, is_new = _insert_free(title, department_id, slug, values)
    if not is_new:
        return process
    set_districts(process.subject_id, district_ids)
    index(process)
    record(ProcessCreated(process.subject_id), actor=actor)
    return process


def _insert_free(title: str, department_id: int, slug: str, values: dict[str, Any]) -> tuple[Process, bool]:
    """The new process; or the one that the same form made at the same moment, and False. An address that somebody else
    took at the same moment is made another one."""
    for _attempt in range(ATTEMPTS):
        try:
            with db.session.begin_nested():
                return _insert(title, department_id, slug, values), True
        except IntegrityError:
            key = values["send_key"]
            if key and (known := db.session.scalar(select(Process).where(Process.send_key == key))):
                return known, False
            slug = f"{slugify(title, length=LONGEST_SLUG)}-{secrets.token_hex(3)}"
    raise Conflict("Das Verfahren ließ sich nicht anlegen. Bitte versuchen Sie es noch einmal.")


def _insert(title: str, department_id: int, slug: str, values: dict[str, Any]) -> Process:
    subject = add_subject(
        SubjectKind.PROCESS, title, path="", department_id=department_id, audience=values["audience"],
        state=State.DRAFT,
    )  # fmt: skip
    slug = slug or free_slug(title, subject.id)
    subject.path, subject.process_id = f"/verfahren/{slug}", subject.id
    process = Process(subject_id=subject.id, title=title, slug=slug, department_id=department_id, **values)
    db.session.add(process)
    db.session.flush()
    return process


def set_districts(process_id: int, district_ids: Collection[int]) -> None:
    """Say which districts a process is about."""
    db.session.execute(delete(ProcessDistrict).where(ProcessDistrict.process_id == process_id))
    for district_id in sorted(set(district_ids)):
        db.session.add(ProcessDistrict(process_id=process_id, district_id=district_id))
    db.session.flush()


def publish_process(process: Process, *, actor: Actor) -> bool:
    """Let people see the process; doing it twice changes nothing. Returns whether it was published now.

    Raises Invalid while one of the four blocks is empty. Who may publish, and when, is decided at the desk.
    """
    process = locked(process)
    rules.check_blocks(process)
    process.publish_at = None
    if process.published_at is not None:
        return False
    process.published_at = now()
    process.announced_on = process.announced_on or today()
    change_subject(process.subject_id, state=State.PUBLIC)
    db.session.flush()
    record(ProcessPublished(process.subject_id), actor=actor)
    return True
