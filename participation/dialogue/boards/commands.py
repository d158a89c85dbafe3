"""Setting up boards."""

from __future__ import annotations

from typing import Any

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.boards.events import BoardCreated
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.processes.models import Process
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject
from participation.records.subjects.models import SubjectKind


def create_board(process: Process, *, slug: str, title: str, question: str, actor: Actor, **values: Any) -> Board:
    """A new board of a process."""
    subject = add_subject(
        SubjectKind.BOARD, title, path=f"/boards/{slug}", process_id=process.subject_id,
        department_id=process.department_id, audience=process.audience,
    )  # fmt: skip
    board = Board(
        subject_id=subject.id, process_id=process.subject_id, slug=slug, title=title, question=question, **values
    )
    db.session.add(board)
    index_subject(subject.id, title=title, text=f"{question}\n\n{board.intro or ''}", within_id=process.subject_id)
    record(BoardCreated(subject.id), actor=actor)
    return board


def add_category(board: Board, *, slug: str, name: str, tone: int = 1, position: int = 0) -> Category:
    """A new category of a board."""
    category = Category(board_id=board.subject_id, slug=slug, name=name, tone=tone, position=position)
    db.session.add(category)
    db.session.flush()
    return category
