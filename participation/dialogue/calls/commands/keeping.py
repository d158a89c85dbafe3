"""How an application is locked, and asked whether its team may still change it; for the other commands of this room."""

from __future__ import annotations

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import NotAllowed
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.rules import check_takes_applications
from participation.dialogue.calls import rules
from participation.dialogue.calls.queries import members_of
from participation.dialogue.ideas.commands.keeping import locked
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.queries import phases_of


def locked_application(idea: Idea, actor: Actor) -> tuple[Idea, Board]:
    """The application as it is now, locked. Raises NotAllowed for who is not of its team and after the deadline,
    Conflict where it was taken back or the city has answered."""
    row = locked(idea)
    check_member(row, actor)
    board = db.session.get_one(Board, row.board_id)
    check_takes_applications(board, phases_of(board.process_id))
    rules.check_changeable(row)
    return row, board


def check_member(idea: Idea, actor: Actor) -> None:
    """Raise NotAllowed for who is not of the team."""
    if not rules.is_member(actor, members_of(idea.subject_id)):
        raise NotAllowed("Das kann nur das Team, das sich beworben hat.")
