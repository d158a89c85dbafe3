"""Finding runs, and the boards over which one can be prepared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from participation.action.prioritisation.models import Prioritisation, PrioritisationState
from participation.core.actor import Actor, Role
from participation.core.database import db
from participation.dialogue.boards.models import Board
from participation.dialogue.processes.models import Process
from participation.people.bodies.models import Body
from participation.records.subjects.models import Subject
from participation.records.subjects.queries import visible_to


@dataclass(frozen=True)
class RunHead:
    """A run with its board, its process (with the phases), and the body that decides."""

    run: Prioritisation
    process: Process
    board_title: str
    board_slug: str
    body_name: str
    body_slug: str

    @property
    def process_id(self) -> int:
        """The process that the board belongs to."""
        return self.process.subject_id

    @property
    def department_id(self) -> int:
        """The department that the process belongs to."""
        return self.process.department_id


def _heads(actor: Actor) -> Select[*tuple[Any, ...]]:
    seen = select(Subject.id).where(visible_to(actor))
    return (
        select(Prioritisation, Process, Board.title, Board.slug, Body.name, Body.slug)
        .join(Subject, Subject.id == Prioritisation.subject_id)
        .join(Board, Board.subject_id == Prioritisation.board_id)
        .join(Process, Process.subject_id == Board.process_id)
        .join(Body, Body.subject_id == Prioritisation.body_id)
        .where(visible_to(actor), Process.subject_id.in_(seen))
        .options(selectinload(Prioritisation.criteria), selectinload(Process.phases))
        .order_by(Prioritisation.created_at.desc(), Prioritisation.subject_id.desc())
    )


def run_by_id(subject_id: int, actor: Actor) -> RunHead | None:
    """The run with its criteria, if this person may see it."""
    row = db.session.execute(_heads(actor).where(Prioritisation.subject_id == subject_id)).first()
    return None if row is None else RunHead(*row)


@dataclass(frozen=True)
class RunEntry:
    """A run in a list."""

    subject_id: int
    title: str
    state: PrioritisationState
    opened_at: datetime | None
    board_title: str
    process_title: str
    body_name: str


def published_runs(actor: Actor, *, process_slug: str = "") -> list[RunEntry]:
    """The runs whose criteria are published and that this person may see, newest first; those of one process only
    where its name in the address is given."""
    seen = select(Subject.id).where(visible_to(actor))
    statement = (
        select(
            Prioritisation.subject_id, Prioritisation.title, Prioritisation.state, Prioritisation.opened_at,
            Board.title, Process.title, Body.name,
        )
        .join(Subject, Subject.id == Prioritisation.subject_id)
        .join(Board, Board.subject_id == Prioritisation.board_id)
        .join(Process, Process.subject_id == Board.process_id)
        .join(Body, Body.subject_id == Prioritisation.body_id)
        .where(
            visible_to(actor), Process.subject_id.in_(seen), Prioritisation.state != PrioritisationState.DRAFT
        )
        .order_by(Prioritisation.opened_at.desc(), Prioritisation.subject_id.desc())
    )  # fmt: skip
    if process_slug:
        statement = statement.where(Process.slug == process_slug)
    return [RunEntry(*row) for row in db.session.execute(statement)]


def runs_prepared_by(actor: Actor) -> list[RunHead]:
    """The runs that this person prepares as editor, or decides on as member of a body; newest first."""
    departments, bodies = actor.scopes_of(Role.EDITOR), actor.scopes_of(Role.BODY_MEMBER)
    statement = _heads(actor)
    if None not in departments | bodies:
        owned = [scope for scope in departments if scope is not None]
        statement = statement.where(
            Process.department_id.in_(owned)
            | Process.subject_id.in_(owned)
            | Prioritisation.body_id.in_([scope for scope in bodies if scope is not None])
        )
    return [RunHead(*row) for row in db.session.execute(statement)]


@dataclass(frozen=True)
class BoardChoice:
    """A board over which a run can be prepared."""

    subject_id: int
    title: str
    process_title: str


def boards_for(actor: Actor) -> list[BoardChoice]:
    """The boards of the departments and processes that this person is editor of."""
    scopes = actor.scopes_of(Role.EDITOR)
    statement = (
        select(Board.subject_id, Board.title, Process.title)
        .join(Process, Process.subject_id == Board.process_id)
        .order_by(Process.title, Board.position, Board.title)
    )
    if None not in scopes:
        owned = [scope for scope in scopes if scope is not None]
        statement = statement.where(Process.department_id.in_(owned) | Process.subject_id.in_(owned))
    return [BoardChoice(*row) for row in db.session.execute(statement)]
