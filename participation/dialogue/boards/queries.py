"""Finding boards."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, selectinload

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.processes.models import Process
from participation.records.subjects.models import Subject
from participation.records.subjects.queries import visible_to


def _board() -> Select[Board]:
    return (
        select(Board)
        .join(Subject, Subject.id == Board.subject_id)
        .join(Board.process)
        .options(contains_eager(Board.process).selectinload(Process.phases), selectinload(Board.categories))
    )


def board_by_slug(slug: str, actor: Actor) -> Board | None:
    """The board with its categories, its process and the phases, if this person may see it."""
    return db.session.scalar(_board().where(Board.slug == slug, visible_to(actor)))


def boards_seen_among(subject_ids: Collection[int], actor: Actor) -> list[Board]:
    """Those of these boards that this person may see, each with its categories, its process and the phases."""
    if not subject_ids:
        return []
    return list(db.session.scalars(_board().where(Board.subject_id.in_(subject_ids), visible_to(actor))))


def board_by_id(subject_id: int) -> Board | None:
    """The board with its categories, its process and the phases."""
    return db.session.scalar(_board().where(Board.subject_id == subject_id))


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


def boards_seen_by(actor: Actor) -> list[BoardEntry]:
    """All boards that this person may see."""
    rows = db.session.execute(
        select(Board.subject_id, Board.slug, Board.title, Board.question, Board.process_id)
        .join(Subject, Subject.id == Board.subject_id)
        .where(visible_to(actor))
        .order_by(Board.process_id.desc(), Board.position, Board.subject_id)
    )
    return [BoardEntry(*row) for row in rows]


def boards_with_categories(process_id: int) -> list[Board]:
    """The boards of a process with their categories, in their order."""
    statement = select(Board).where(Board.process_id == process_id).options(selectinload(Board.categories))
    return list(db.session.scalars(statement.order_by(Board.position, Board.subject_id)))


def board_in(process_id: int, board_id: int) -> Board | None:
    """A board of this process with its categories."""
    statement = select(Board).where(Board.process_id == process_id, Board.subject_id == board_id)
    return db.session.scalar(statement.options(selectinload(Board.categories)))
