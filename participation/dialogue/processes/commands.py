"""Setting up, phasing and publishing a process."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.dialogue.processes import rules
from participation.dialogue.processes.events import NewsPublished, PhaseAdded, ProcessCreated, ProcessPublished
from participation.dialogue.processes.models import News, Phase, PhaseKind, Process, ProcessDistrict
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject, change_subject
from participation.records.subjects.models import Audience, State, SubjectKind


def create_process(
    title: str, *, slug: str, department_id: int, question: str, actor: Actor,
    audience: Audience = Audience.PUBLIC, district_ids: tuple[int, ...] = (), **values: Any,
) -> Process:  # fmt: skip
    """A new process of a department, not yet published."""
    subject = add_subject(
        SubjectKind.PROCESS, title, path=f"/verfahren/{slug}", department_id=department_id, audience=audience,
        state=State.DRAFT,
    )  # fmt: skip
    subject.process_id = subject.id
    process = Process(
        subject_id=subject.id, title=title, slug=slug, department_id=department_id, question=question,
        audience=audience, **values,
    )  # fmt: skip
    db.session.add(process)
    for district_id in district_ids:
        db.session.add(ProcessDistrict(process_id=subject.id, district_id=district_id))
    index_subject(subject.id, title=title, text=f"{question}\n\n{process.summary or ''}")
    record(ProcessCreated(subject.id), actor=actor)
    return process


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
    """Plan a phase. Raises Invalid where it ends before it starts, Conflict where it overlaps another."""
    if ends_at <= starts_at:
        raise Invalid("Eine Phase muss nach ihrem Beginn enden.", field="ends_at")
    db.session.scalars(select(Process).where(Process.subject_id == process.subject_id).with_for_update()).one()
    overlapping = db.session.scalar(
        select(Phase.id).where(
            Phase.process_id == process.subject_id, Phase.starts_at < ends_at, Phase.ends_at > starts_at
        )
    )
    if overlapping is not None:
        raise Conflict("Diese Phase überschneidet sich mit einer anderen. Bitte wählen Sie andere Tage.")
    phase = Phase(process_id=process.subject_id, kind=kind, title=title, starts_at=starts_at, ends_at=ends_at, **values)
    db.session.add(phase)
    db.session.flush()
    record(PhaseAdded(process.subject_id, kind=kind), actor=actor)
    return phase


def publish_process(process: Process, *, actor: Actor) -> None:
    """Let people see the process. Raises Invalid while one of the four blocks is empty."""
    rules.check_blocks(process)
    if process.published_at is None:
        process.published_at = now()
        change_subject(process.subject_id, state=State.PUBLIC)
        db.session.flush()
        record(ProcessPublished(process.subject_id), actor=actor)


def publish_news(
    process: Process, *, title: str, body: str, actor: Actor, published_at: datetime | None = None
) -> News:
    """Tell something new in a process."""
    news = News(process_id=process.subject_id, title=title, body=body, published_at=published_at or now())
    db.session.add(news)
    db.session.flush()
    record(NewsPublished(process.subject_id, news_id=news.id), actor=actor)
    return news
