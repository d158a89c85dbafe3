"""Handing an application in, revising it, taking it back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import Invalid, NotAllowed
from participation.dialogue.boards.models import Board
from participation.dialogue.boards.rules import check_takes_applications, takes_applications
from participation.dialogue.calls import rules
from participation.dialogue.calls.commands.files import send_drafts
from participation.dialogue.calls.commands.keeping import check_member, locked_application
from participation.dialogue.calls.commands.teams import add_member, invite_members
from participation.dialogue.calls.models import Application, ConditionAcceptance
from participation.dialogue.calls.queries import conditions_of, members_of
from participation.dialogue.ideas.commands import submit_idea, take_back_idea, write_revision
from participation.dialogue.ideas.commands.keeping import locked
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.queries import phases_of


def hand_in(
    board: Board, *, actor: Actor, send_key: str, accepted: Collection[int], team_name: str = "",
    shows_name: bool = False, addresses: Collection[str] = (), secret: str, **values: Any,
) -> Idea:  # fmt: skip
    """Hand in an application with the files that were uploaded under the form's key; `values` are those of an idea.

    The same `send_key` is taken once. Raises NotAllowed outside the time in which people apply, Invalid where a
    condition was not accepted.
    """
    check_takes_applications(board, phases_of(board.process_id))
    conditions = conditions_of(board.subject_id)
    if any(condition.id not in accepted for condition in conditions):
        raise Invalid("Bitte bestätigen Sie jede Bedingung.", field="conditions")
    idea = submit_idea(board, actor=actor, send_key=send_key, **values)
    if db.session.get(Application, idea.subject_id) is not None:
        return idea
    assert actor.account_id is not None
    db.session.add(Application(idea_id=idea.subject_id, team_name=team_name if board.takes_teams else ""))
    db.session.flush()
    add_member(idea.subject_id, actor.account_id, is_lead=True, shows_name=shows_name or not team_name)
    db.session.add_all(
        ConditionAcceptance(idea_id=idea.subject_id, condition_id=condition.id) for condition in conditions
    )
    send_drafts(idea, board, key=send_key, actor=actor)
    db.session.flush()
    if addresses and board.takes_teams:
        invite_members(idea, addresses, secret=secret, actor=actor)
    return idea


def revise_application(
    idea: Idea, *, actor: Actor, title: str, text: str, version: int, team_name: str = ""
) -> None:  # fmt: skip
    """Change the text of an application, as anybody of its team may until the deadline. Raises Conflict where
    `version` is not the newest."""
    row, board = locked_application(idea, actor)
    write_revision(row, actor=actor, title=title, text=text, version=version)
    if board.takes_teams:
        db.session.get_one(Application, row.subject_id).team_name = team_name
        db.session.flush()


def withdraw_application(idea: Idea, *, actor: Actor) -> None:
    """Take an application back; doing it twice changes nothing more."""
    row = locked(idea)
    check_member(row, actor)
    board = db.session.get_one(Board, row.board_id)
    still_open = takes_applications(board, phases_of(board.process_id))
    leads = rules.is_lead(actor, members_of(row.subject_id))
    if not rules.may_withdraw(row, is_lead=leads, takes_applications=still_open):
        raise NotAllowed("Diese Bewerbung lässt sich nicht mehr zurückziehen.")
    take_back_idea(row, actor=actor)
