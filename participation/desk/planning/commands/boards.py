"""Keeping the boards of a process from its desk."""

from __future__ import annotations

from participation.core.actor import Actor
from participation.core.errors import Conflict
from participation.desk.planning.queries import ideas_on, used_categories
from participation.dialogue.boards import commands as boards
from participation.dialogue.boards.models import Board
from participation.dialogue.processes import commands as processes
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.rules import ProcessPart


def add_board(
    process: Process, *, title: str, question: str, intro: str, rules: str, asks_stance: bool, names: list[str],
    position: int, actor: Actor,
) -> Board:  # fmt: skip
    """A new board with its categories."""
    process = processes.to_write(process, actor)
    board = boards.create_board(
        process, slug=boards.free_board_slug(f"{process.title} {title}"), title=title, question=question, intro=intro,
        rules=rules, asks_stance=asks_stance, position=position, actor=actor,
    )  # fmt: skip
    boards.set_categories(board, names)
    processes.note_change(process, ProcessPart.BOARDS, actor=actor)
    return board


def edit_board(
    process: Process, board: Board, *, version: int, names: list[str], actor: Actor, title: str, question: str,
    intro: str, rules: str, asks_stance: bool,
) -> None:  # fmt: skip
    """Write a board anew. Raises Conflict where `version` is not the newest."""
    process = processes.to_write(process, actor)
    before = boards.revise_board(
        board, version=version, title=title, question=question, intro=intro, rules=rules, asks_stance=asks_stance
    )
    boards.set_categories(board, names, used=used_categories(board.subject_id))
    processes.note_change(process, ProcessPart.BOARDS, actor=actor, before=before)


def drop_board(process: Process, board: Board, *, actor: Actor) -> None:
    """Take a board out. Raises Conflict where there are ideas on it, or once everyone can see it."""
    process = processes.to_write(process, actor)
    if process.is_published or ideas_on(board.subject_id):
        raise Conflict("Dieses Themenboard ist schon öffentlich. Es lässt sich ändern, aber nicht mehr entfernen.")
    before = {"title": board.title, "question": board.question}
    boards.remove_board(board)
    processes.note_change(process, ProcessPart.BOARDS, actor=actor, before=before)
