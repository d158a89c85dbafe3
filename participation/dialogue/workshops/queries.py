"""Finding workshops, and what stands on their walls."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
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
    Dot,
    Note,
    NoteGroup,
    NoteOrigin,
    Prototype,
    StageKind,
    StageState,
    Workshop,
    WorkshopMode,
    WorkshopStage,
    WorkshopState,
)
from participation.people.accounts.models import Account
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
        .where(Note.subject_id == subject_id)
    ).first()
    return None if row is None else Result(WorkshopPage(row[0], row[1]), row[2])


def prototype_result(subject_id: int, actor: Actor) -> Result | None:
    """A result card with its workshop, if this person may see it."""
    row = db.session.execute(
        _pages(actor)
        .add_columns(Prototype)
        .join(Prototype, Prototype.workshop_id == Workshop.subject_id)
        .where(Prototype.subject_id == subject_id)
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


@dataclass(frozen=True)
class WallNote:
    """A note as it hangs on the wall; a hidden one shows its reason instead of its text."""

    subject_id: int
    stage_id: int
    group_id: int | None
    text: str
    author: str
    author_id: int | None
    origin: NoteOrigin
    state: State
    reason: str
    dots: int
    dots_online: int
    dots_offline: int
    version: int

    @property
    def is_shown(self) -> bool:
        """Whether its text may be read by all."""
        return self.state is State.PUBLIC


@dataclass(frozen=True)
class WallGroup:
    """Notes that hang together; the group without a name comes last."""

    group_id: int | None
    title: str
    notes: tuple[WallNote, ...]

    @property
    def dots(self) -> int:
        """All dots of the group."""
        return sum(note.dots for note in self.notes if note.is_shown)


@dataclass(frozen=True)
class Wall:
    """What hangs on the wall of one stage."""

    stage_id: int
    groups: tuple[WallGroup, ...]

    @property
    def notes(self) -> list[WallNote]:
        """All notes, group by group."""
        return [note for group in self.groups for note in group.notes]

    @property
    def shown(self) -> int:
        """How many notes can be read."""
        return sum(note.is_shown for note in self.notes)

    @property
    def dots(self) -> int:
        """All dots on notes that can be read."""
        return sum(group.dots for group in self.groups)

    @property
    def stand(self) -> str:
        """A short mark that changes with everything that can be seen on the wall."""
        said = [(g.title, [(n.subject_id, n.version, n.dots, n.state) for n in g.notes]) for g in self.groups]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def walls_of(stage_ids: Iterable[int]) -> dict[int, Wall]:
    """The walls of these stages, in two statements; withdrawn notes are gone, hidden ones leave their place marked."""
    wanted = list(stage_ids)
    groups = db.session.scalars(
        select(NoteGroup).where(NoteGroup.stage_id.in_(wanted)).order_by(NoteGroup.position, NoteGroup.id)
    ).all()
    notes = db.session.execute(
        select(Note, Account.pseudonym)
        .outerjoin(Account, Account.id == Note.author_id)
        .where(Note.stage_id.in_(wanted), Note.state.in_((State.PUBLIC, State.HIDDEN)))
        .order_by(Note.position, Note.subject_id)
    ).all()
    on_wall = [_wall_note(note, pseudonym) for note, pseudonym in notes]
    return {stage_id: _wall(stage_id, groups, on_wall) for stage_id in wanted}


def _wall(stage_id: int, groups: Sequence[NoteGroup], notes: Sequence[WallNote]) -> Wall:
    named = [*((g.id, g.title) for g in groups if g.stage_id == stage_id), (None, "")]
    here = [note for note in notes if note.stage_id == stage_id]
    return Wall(stage_id, tuple(WallGroup(i, title, tuple(n for n in here if n.group_id == i)) for i, title in named))


def _wall_note(note: Note, pseudonym: str | None) -> WallNote:
    return WallNote(
        note.subject_id, note.stage_id, note.group_id, note.text, pseudonym or note.author_label, note.author_id,
        note.origin, note.state, note.state_reason, note.dots + note.dots_offline, note.dots,
        note.dots_offline, note.version,
    )  # fmt: skip


def own_dots(stage_id: int, actor: Actor) -> frozenset[int]:
    """The notes of a stage on which this person has set a dot; shown to nobody else."""
    return frozenset(
        db.session.scalars(
            select(Dot.note_id)
            .join(Note, Note.subject_id == Dot.note_id)
            .where(Note.stage_id == stage_id, Dot.account_id == actor.account_id)
        )
    )
