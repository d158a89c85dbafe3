"""Processes with a running phase, boards, ideas, comments."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.transactions import transaction
from participation.dialogue.boards.commands import add_category, create_board
from participation.dialogue.boards.models import Board
from participation.dialogue.comments.commands import add_comment
from participation.dialogue.comments.models import Comment
from participation.dialogue.ideas.commands import count_comment, submit_idea
from participation.dialogue.ideas.models import Idea, Origin
from participation.dialogue.processes.commands import add_phase, create_process, publish_process
from participation.dialogue.processes.models import PhaseKind, Process
from tests.factories.people import make_account, make_department

_numbers = count(1)
BLOCKS = {
    "block_how": "Reichen Sie hier Ihre Idee ein.",
    "block_fixed": "Das Budget steht fest.",
    "block_influence": "Ihre Ideen fließen in die Planung ein.",
    "block_outcome": "Im Herbst berichten wir hier.",
    "decider": "der Gemeinderat",
}


def make_process(*, phase: PhaseKind | None = PhaseKind.COLLECT, publish: bool = True, **values: Any) -> Process:
    """A published process whose phase of this kind runs from a week ago to a month from now."""
    number = next(_numbers)
    department_id = values.pop("department_id", None) or make_department().subject_id
    with transaction():
        process = create_process(
            values.pop("title", f"Verfahren {number}"), slug=values.pop("slug", f"verfahren-{number}"),
            department_id=department_id, question="Was soll hier besser werden?", actor=HOUSE, **{**BLOCKS, **values},
        )  # fmt: skip
        if phase is not None:
            add_phase(
                process, kind=phase, title="Jetzt", starts_at=now() - timedelta(days=7),
                ends_at=now() + timedelta(days=30), actor=HOUSE,
            )  # fmt: skip
        if publish:
            publish_process(process, actor=HOUSE)
    return process


def make_board(process: Process | None = None, **values: Any) -> Board:
    """A board with two categories in a process that collects ideas."""
    number = next(_numbers)
    process = process or make_process(phase=values.pop("phase", PhaseKind.COLLECT))
    with transaction():
        board = create_board(
            process, slug=values.pop("slug", f"board-{number}"), title=values.pop("title", f"Board {number}"),
            question="Welche Idee haben Sie?", actor=HOUSE, **values,
        )  # fmt: skip
        add_category(board, slug="verkehr", name="Verkehr", tone=1, position=1)
        add_category(board, slug="gruen", name="Grün und Erholung", tone=2, position=2)
    return board


def make_idea(board: Board | None = None, **values: Any) -> Idea:
    """An idea on a board, by a new account unless `author_id` says by whom."""
    number = next(_numbers)
    board = board or make_board()
    author_id = values.pop("author_id", None) or make_account().id
    with transaction():
        return submit_idea(
            board, actor=HOUSE, title=values.pop("title", f"Idee Nummer {number}"),
            text=values.pop("text", "Eine Bank im Schatten würde hier vielen helfen."),
            origin=values.pop("origin", Origin.ON_SITE), author_id=author_id, **values,
        )  # fmt: skip


def make_comment(target_id: int, **values: Any) -> Comment:
    """A comment on a subject."""
    author_id = values.pop("author_id", None) or make_account().id
    with transaction():
        comment = add_comment(
            target_id, actor=HOUSE, text=values.pop("text", "Das sehe ich auch so."), author_id=author_id, **values
        )
        count_comment(target_id, 1)
    return comment
