"""The little that a vote asks of an idea: votes wait in one line, so each may hold it only shortly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select

from participation.core.actor import Actor
from participation.core.assurance import Assurance
from participation.core.database import db
from participation.dialogue.boards.models import Board
from participation.dialogue.codes.queries import account_bound, footing_columns, footing_in
from participation.dialogue.codes.rules import Footing
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.rules import may_open
from participation.dialogue.processes.models import Phase, Process
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import is_meant_for


@dataclass(frozen=True)
class Ballot:
    """An idea as people vote on it: its counts, and what decides whether one may vote now."""

    subject_id: int
    title: str
    state: State
    visible_from: datetime | None
    votes: int
    votes_against: int
    board_slug: str
    allows_opposing: bool
    decider: str
    phases: list[Phase]
    assurance: Assurance
    assurance_since: datetime | None
    minimum_age: int | None
    footing: Footing | None = None

    def counted(self, counts: tuple[int, int] | None) -> Ballot:
        """The ballot after a vote: with its new counts, where there are any."""
        return self if counts is None else replace(self, votes=counts[0], votes_against=counts[1])


@cache
def _statement() -> Any:
    return (
        select(
            Idea.title, Idea.state, Idea.votes, Idea.votes_against, Idea.author_id, Board.slug, Board.allows_opposing,
            Process.decider, Process.published_at, Subject.id, Subject.visible_from, Subject.audience,
            Subject.department_id, Subject.process_id, Phase, *footing_columns(),
        )
        .join(Subject, Subject.id == Idea.subject_id)
        .join(Board, Board.subject_id == Idea.board_id)
        .join(Process, Process.subject_id == Board.process_id)
        .outerjoin(Phase, Phase.process_id == Process.subject_id)
        .where(Idea.subject_id == bindparam("idea"))
        .order_by(Phase.starts_at)
    )  # fmt: skip


def ballot(subject_id: int, actor: Actor) -> Ballot | None:
    """What people vote on, with where this person stands, if they may open the idea's page; in one statement."""
    rows = db.session.execute(_statement(), {"idea": subject_id, **account_bound(actor)}).all()
    if not rows:
        return None
    first = rows[0]
    if not may_open(
        actor, first.state, author_id=first.author_id, published_at=first.published_at,
        is_meant=is_meant_for(actor, first),
        department_id=first.department_id, process_id=first.process_id,
    ):  # fmt: skip
        return None
    return Ballot(
        subject_id, first.title, first.state, first.visible_from, first.votes, first.votes_against, first.slug,
        first.allows_opposing, first.decider, [row.Phase for row in rows if row.Phase is not None],
        first.footing_needed, first.footing_since, first.footing_age, footing_in(first, actor),
    )  # fmt: skip
