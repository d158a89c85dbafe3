"""Finding workshops, with their stages and their process, and their results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, select
from sqlalchemy.orm import selectinload

from participation.core.actor import Actor, Role
from participation.core.database import db
from participation.dialogue.processes.models import Process
from participation.dialogue.workshops import rules
from participation.dialogue.workshops.models import (
    Note,
    Prototype,
    StageKind,
    StageState,
    Workshop,
    WorkshopMode,
    WorkshopStage,
    WorkshopState,
)
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import visible_to


def _seen(actor: Actor) -> ColumnElement[bool]:
    """Workshops are seen by whoever sees them and their process."""
    return Workshop.process_id.in_(select(Subject.id).where(visible_to(actor))) & visible_to(actor)


@dataclass(frozen=True)
class WorkshopEntry:
    """A workshop in a list."""

    subject_id: int
    slug: str
    title: str
    challenge: str
    state: WorkshopState
    mode: WorkshopMode
    place: str
    starts_at: datetime
    process_title: str
    process_slug: str
    stage: StageKind | None


def _entries(actor: Actor) -> Select[*tuple[Any, ...]]:
    first = case({WorkshopState.RUNNING: 0, WorkshopState.PLANNED: 1}, value=Workshop.state, else_=2)
    return (
        select(
            Workshop.subject_id, Workshop.slug, Workshop.title, Workshop.challenge, Workshop.state, Workshop.mode,
            Workshop.place, Workshop.starts_at, Process.title, Process.slug, WorkshopStage.kind,
        )
        .join(Subject, Subject.id == Workshop.subject_id)
        .join(Process, Process.subject_id == Workshop.process_id)
        .outerjoin(
            WorkshopStage,
            (WorkshopStage.workshop_id == Workshop.subject_id) & (WorkshopStage.state == StageState.OPEN),
        )
        .where(_seen(actor))
        .order_by(first, Workshop.starts_at.desc(), Workshop.subject_id)
    )  # fmt: skip


def all_workshops(actor: Actor) -> list[WorkshopEntry]:
    """All workshops that this person may see: running ones first, then planned, then finished ones, newest first."""
    return [WorkshopEntry(*row) for row in db.session.execute(_entries(actor))]


def workshops_of(process_id: int, actor: Actor) -> list[WorkshopEntry]:
    """The workshops of a process that this person may see."""
    rows = db.session.execute(_entries(actor).where(Workshop.process_id == process_id))
    return [WorkshopEntry(*row) for row in rows]


def led_by(actor: Actor) -> list[WorkshopEntry]:
    """The workshops that this person leads."""
    scopes = actor.scopes_of(Role.FACILITATOR)
    entries = _entries(actor)
    if None not in scopes:
        named = [scope for scope in scopes if scope is not None]
        entries = entries.where(Workshop.subject_id.in_(named) | Workshop.process_id.in_(named))
    return [WorkshopEntry(*row) for row in db.session.execute(entries)]


@dataclass(frozen=True)
class WorkshopPage:
    """A workshop with its stages, and its process with the phases."""

    workshop: Workshop
    process: Process

    @property
    def open_stage(self) -> WorkshopStage | None:
        """The stage that people work on now."""
        return rules.open_stage_of(self.workshop.stages)


def _pages(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(Workshop, Process)
        .join(Subject, Subject.id == Workshop.subject_id)
        .join(Process, Process.subject_id == Workshop.process_id)
        .where(_seen(actor))
        .options(selectinload(Workshop.stages), selectinload(Process.phases))
    )


def workshop_page(slug: str, actor: Actor) -> WorkshopPage | None:
    """The workshop with its stages and its process, if this person may see it."""
    row = db.session.execute(_pages(actor).where(Workshop.slug == slug)).first()
    return None if row is None else WorkshopPage(row[0], row[1])


def workshop_by_slug(slug: str, actor: Actor) -> Workshop | None:
    """The workshop with its six stages, if this person may see it."""
    page = workshop_page(slug, actor)
    return page.workshop if page else None


@dataclass(frozen=True)
class Result:
    """A note or a result card, with its workshop."""

    page: WorkshopPage
    thing: Note | Prototype


def note_result(subject_id: int, actor: Actor) -> Result | None:
    """A note with its workshop, if this person may see it."""
    row = db.session.execute(
        _pages(actor)
        .add_columns(Note)
        .join(WorkshopStage, WorkshopStage.workshop_id == Workshop.subject_id)
        .join(Note, Note.stage_id == WorkshopStage.id)
        .where(Note.subject_id == subject_id, Note.state != State.EXPUNGED)
    ).first()
    return None if row is None else Result(WorkshopPage(row[0], row[1]), row[2])


def prototype_result(subject_id: int, actor: Actor) -> Result | None:
    """A result card with its workshop, if this person may see it."""
    row = db.session.execute(
        _pages(actor)
        .add_columns(Prototype)
        .join(Prototype, Prototype.workshop_id == Workshop.subject_id)
        .where(Prototype.subject_id == subject_id, Prototype.state != State.EXPUNGED)
    ).first()
    return None if row is None else Result(WorkshopPage(row[0], row[1]), row[2])


def prototypes_of(workshop_id: int) -> list[Prototype]:
    """The result cards of a workshop, oldest first."""
    return list(
        db.session.scalars(
            select(Prototype)
            .where(Prototype.workshop_id == workshop_id, Prototype.state == State.PUBLIC)
            .order_by(Prototype.subject_id)
        )
    )
