"""Finding boards."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.processes.models import Process
from participation.records.subjects.models import Subject
from participation.records.subjects.queries import visible_to


def _board() -> object:
    return (
        select(Board)
        .join(Subject, Subject.id == Board.subject_id)
        .options(joinedload(Board.process).selectinload(Process.phases), selectinload(Board.categories))
    )


def board_by_slug(slug: str, actor: Actor) -> Board | None:
    """The board with its categories, its process and the phases, if this person may see it."""
    return db.session.scalar(_board().where(Board.slug == slug, _seen(actor)))  # type: ignore[attr-defined]


def board_by_id(subject_id: int) -> Board | None:
    """The board with its categories, its process and the phases."""
    return db.session.scalar(_board().where(Board.subject_id == subject_id))  # type: ignore[attr-defined]


def _seen(actor: Actor) -> object:
    seen = select(Subject.id).where(visible_to(actor))
    return Board.process_id.in_(seen) & visible_to(actor)


@dataclass(frozen=True)
class BoardEntry:
    """A board in a list."""

    subject_id: int
    slug: str
    title: str
    question: str
    process_id: int


def boards_of(process_id: int) -> list[BoardEntry]:
    """The boards of a process in their order."""
    rows = db.session.execute(
        select(Board.subject_id, Board.slug, Board.title, Board.question, Board.process_id)
        .where(Board.process_id == process_id)
        .order_by(Board.position, Board.subject_id)
    )
    return [BoardEntry(*row) for row in rows]


def category_of(board_id: int, slug: str) -> Category | None:
    """A category of a board."""
    return db.session.scalar(select(Category).where(Category.board_id == board_id, Category.slug == slug))
