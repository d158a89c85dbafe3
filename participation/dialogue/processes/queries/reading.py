"""Finding processes, their phases and news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import contains_eager, selectinload

from participation.core.actor import Actor, Role
from participation.core.clock import now
from participation.core.database import db
from participation.dialogue.processes import rules
from participation.dialogue.processes.models import News, Phase, Process, ProcessDistrict
from participation.dialogue.processes.rules import Archive, Area
from participation.people.departments.models import Department
from participation.records.subjects.models import Subject
from participation.records.subjects.queries import visible_to
from participation.town.districts.models import District


@dataclass(frozen=True)
class ProcessPage:
    """A process with its phases, and who runs it."""

    process: Process
    department: Department


def process_by_slug(slug: str, actor: Actor) -> Process | None:
    """The process with its phases, if this person may see it."""
    return db.session.scalar(
        select(Process)
        .join(Subject, Subject.id == Process.subject_id)
        .where(Process.slug == slug, visible_to(actor))
        .options(selectinload(Process.phases))
    )


def process_page(slug: str, actor: Actor) -> ProcessPage | None:
    """The process with its phases and its department, in one statement, if this person may see it."""
    found = db.session.execute(
        select(Process, Department)
        .join(Subject, Subject.id == Process.subject_id)
        .join(Department, Department.subject_id == Process.department_id)
        .outerjoin(Process.phases)
        .where(Process.slug == slug, visible_to(actor))
        .options(contains_eager(Process.phases))
        .order_by(Phase.starts_at)
    )
    row = found.unique().first()
    return ProcessPage(*row) if row else None


def published_processes(actor: Actor, *, department_id: int | None = None) -> list[Process]:
    """All processes (of a department) that this person may see, with their phases; the newest first."""
    statement = (
        select(Process)
        .join(Subject, Subject.id == Process.subject_id)
        .outerjoin(Process.phases)
        .where(Process.published_at.is_not(None), visible_to(actor))
        .options(contains_eager(Process.phases))
        .order_by(Process.published_at.desc(), Process.subject_id.desc(), Phase.starts_at)
    )
    if department_id is not None:
        statement = statement.where(Process.department_id == department_id)
    return list(db.session.scalars(statement).unique())


def writable_processes(actor: Actor) -> list[Process]:
    """The processes that this person is an editor of and that are not in the archive, by title."""
    scopes = actor.scopes_of(Role.EDITOR)
    mine = or_(Process.department_id.in_(scopes - {None}), Process.subject_id.in_(scopes - {None}))
    return list(
        db.session.scalars(
            select(Process)
            .where(true() if None in scopes else mine, Process.archived_at.is_(None))
            .order_by(Process.title, Process.subject_id)
        )
    )


def phases_of(process_id: int) -> list[Phase]:
    """The phases of a process in their order."""
    return list(db.session.scalars(select(Phase).where(Phase.process_id == process_id).order_by(Phase.starts_at)))


def archive_of(process_id: int) -> Archive | None:
    """Since when a process is archived and until when it was open; None while it is not archived."""
    last = select(func.max(Phase.ends_at)).where(Phase.process_id == process_id).scalar_subquery()
    row = db.session.execute(
        select(Process.archived_at, last).where(Process.subject_id == process_id, Process.archived_at.is_not(None))
    ).first()
    return None if row is None or row[0] is None else Archive(row[0], row[1])


def running_phase(process_id: int, moment: datetime | None = None) -> Phase | None:
    """The phase of a process that runs now, or at `moment`."""
    return rules.phase_at(phases_of(process_id), moment or now())


def news_of(process_id: int, *, most: int = 5) -> list[News]:
    """What is new in a process, newest first."""
    return list(
        db.session.scalars(
            select(News)
            .where(News.process_id == process_id, News.is_draft.is_(False), News.published_at <= now())
            .order_by(News.published_at.desc(), News.id.desc())
            .limit(most)
        )
    )


def districts_of(process_id: int) -> list[District]:
    """The districts that a process is about."""
    return list(
        db.session.scalars(
            select(District)
            .join(ProcessDistrict, ProcessDistrict.district_id == District.subject_id)
            .where(ProcessDistrict.process_id == process_id)
            .order_by(District.name)
        )
    )


def areas_of(process_ids: Iterable[int]) -> dict[int, list[Area]]:
    """The districts of each process, by name; a process without any is about the whole town."""
    rows = db.session.execute(
        select(ProcessDistrict.process_id, District.subject_id, District.name)
        .join(District, District.subject_id == ProcessDistrict.district_id)
        .where(ProcessDistrict.process_id.in_(list(process_ids)))
        .order_by(District.name)
    )
    found: dict[int, list[Area]] = {}
    for process_id, district_id, name in rows:
        found.setdefault(process_id, []).append(Area(district_id, name))
    return found
