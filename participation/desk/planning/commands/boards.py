"""Keeping the boards of a process from its desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import Conflict
from participation.desk.planning.queries import ideas_on, used_categories
from participation.dialogue.boards import commands as boards
from participation.dialogue.boards.models import Board
from participation.dialogue.calls.commands import set_up_call
from participation.dialogue.processes import commands as processes
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import phases_of
from participation.dialogue.processes.rules import ProcessPart


def add_board(
    process: Process, *, title: str, question: str, intro: str, rules: str, asks_stance: bool, names: list[str],
    position: int, actor: Actor, terms: Mapping[str, Any] | None = None,
) -> Board:  # fmt: skip
    """A new board with its categories; `terms` are those of a call. Raises Invalid where they cannot hold."""
    process = processes.to_write(process, actor)
    board = boards.create_board(
        process, slug=boards.free_board_slug(f"{process.title} {title}"), title=title, question=question, intro=intro,
        rules=rules, asks_stance=asks_stance, position=position, actor=actor,
    )  # fmt: skip
    boards.set_categories(board, names)
    if terms is not None:
        set_up_call(board, phases=phases_of(process.subject_id), **terms)
    processes.note_change(process, ProcessPart.BOARDS, actor=actor)
    return board


def edit_board(
    process: Process, board: Board, *, version: int, names: list[str], actor: Actor, title: str, question: str,
    intro: str, rules: str, asks_stance: bool, terms: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Write a board anew. Raises Conflict where `version` is not the newest, Invalid where the terms of a call cannot
    hold."""
    process = processes.to_write(process, actor)
    before = boards.revise_board(
        board, version=version, title=title, question=question, intro=intro, rules=rules, asks_stance=asks_stance
    )
    boards.set_categories(board, names, used=used_categories(board.subject_id))
    if terms is not None:
        db.session.refresh(board)
        before |= set_up_call(board, phases=phases_of(process.subject_id), **terms)
    processes.note_change(process, ProcessPart.BOARDS, actor=actor, before=before)


def drop_board(process: Process, board: Board, *, actor: Actor) -> None:
    """Take a board out. Raises Conflict where there are ideas on it, or once everyone can see it."""
    process = processes.to_write(process, actor)
    if process.is_published or ideas_on(board.subject_id):
        raise Conflict("Dieses Themenboard ist schon öffentlich. Es lässt sich ändern, aber nicht mehr entfernen.")
    before = {"title": board.title, "question": board.question}
    boards.remove_board(board)
    processes.note_change(process, ProcessPart.BOARDS, actor=actor, before=before)
