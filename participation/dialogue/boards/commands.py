"""Setting up boards."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select, update

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import Conflict
from participation.core.slugs import slugify
from participation.dialogue.boards.events import BoardCreated
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.processes.models import Process
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject, remove_from_index
from participation.records.subjects.commands import add_subject, change_subject
from participation.records.subjects.models import State, SubjectKind

LONGEST_SLUG = 70
TONES = 8


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


def free_board_slug(title: str) -> str:
    """A readable address that no other board has; where the plain one is taken, a number follows it."""
    slug = slugify(title, length=LONGEST_SLUG)
    taken = set(db.session.scalars(select(Board.slug).where(Board.slug.startswith(slug, autoescape=True))))
    return next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def revise_board(board: Board, *, version: int, **texts: Any) -> dict[str, Any]:
    """Write a board anew; returns what it said before. Raises Conflict where `version` is not the newest."""
    before = {name: getattr(board, name) for name, value in texts.items() if getattr(board, name) != value}
    changed = db.session.execute(
        update(Board)
        .where(Board.subject_id == board.subject_id, Board.version == version)
        .values(**texts, version=version + 1)
        .execution_options(synchronize_session=False)
        .returning(Board.version)
    )
    if changed.scalar_one_or_none() is None:
        raise Conflict("Jemand hat dieses Themenboard inzwischen geändert. Ihre Fassung ist noch nicht gespeichert.")
    change_subject(board.subject_id, title=texts["title"])
    words = f"{texts['question']}\n\n{texts['intro']}"
    index_subject(board.subject_id, title=texts["title"], text=words, within_id=board.process_id)
    return before


def set_categories(board: Board, names: list[str], *, used: Collection[int] = ()) -> None:
    """Offer these categories in this order. One that is not named any more goes, unless it is `used` by ideas: then
    it stays, at the end."""
    known = {c.slug: c for c in db.session.scalars(select(Category).where(Category.board_id == board.subject_id))}
    wanted = {slugify(name): name for name in names}
    for position, (slug, name) in enumerate(wanted.items()):
        if slug in known:
            known[slug].name, known[slug].position = name, position
        else:
            add_category(board, slug=slug, name=name, tone=position % TONES + 1, position=position)
    left = [category for slug, category in known.items() if slug not in wanted]
    for category in left:
        if category.id in used:
            category.position = len(wanted) + category.position
        else:
            db.session.delete(category)
    db.session.flush()


def remove_board(board: Board) -> None:
    """Take out a board that nobody has seen: its address is gone, its number stays taken."""
    db.session.execute(delete(Category).where(Category.board_id == board.subject_id))
    db.session.execute(delete(Board).where(Board.subject_id == board.subject_id))
    remove_from_index(board.subject_id)
    change_subject(board.subject_id, state=State.EXPUNGED)
    db.session.flush()
