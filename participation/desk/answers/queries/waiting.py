"""What waits for an answer, for whom, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true

from participation.core.actor import Actor, Role
from participation.core.clock import TOWN, now, today
from participation.core.database import db, shared_alias
from participation.desk.answers import rules
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.models import Idea, IdeaStatus, Origin
from participation.dialogue.ideas.queries import there_for_all
from participation.people.accounts.models import Account
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import subject_seen_by, visible_to

_waits_since: ColumnElement[Any] = func.coalesce(Idea.visible_from, Idea.submitted_at)
"""What was hidden until a deadline waits from then on: nobody could answer it before."""


class Stand(StrEnum):
    """How the queue can be narrowed; the values stand in addresses."""

    ALL = ""
    OVERDUE = "ueberfaellig"
    NEW = "neu"
    IN_REVIEW = "in-pruefung"


@dataclass(frozen=True)
class Waiting:
    """An idea that waits for an answer, with what a moderator wants to know at a glance."""

    subject_id: int
    title: str
    text_html: str
    status: IdeaStatus
    state: State
    origin: Origin
    submitted_at: datetime
    votes: int
    comments: int
    author_id: int | None
    author: str | None
    board: str
    board_path: str
    district: str | None
    process: str
    process_id: int
    department_id: int
    department: str
    path: str
    language: str

    @property
    def due_on(self) -> date:
        """The day by which it should be answered."""
        return rules.due_on(self.submitted_at)

    @property
    def days_left(self) -> int:
        """Days until then; negative where it is overdue."""
        return (self.due_on - today()).days


@dataclass(frozen=True)
class QueueCounts:
    """How much waits: `overdue` and `today` are parts of `total`, as is `in_review`."""

    total: int
    overdue: int
    today: int
    in_review: int


@dataclass(frozen=True)
class WaitingBoard:
    """A board with ideas that wait."""

    board_id: int
    board: str
    process_id: int
    process: str
    count: int


_board, _process, _district, _department = (shared_alias(Subject) for _ in range(4))


def scopes_of(actor: Actor) -> frozenset[int | None]:
    """For which departments or processes a person works the queue; None stands for all. Coordination sees all."""
    if actor.has_role(Role.COORDINATOR):
        return frozenset({None})
    return actor.scopes_of(Role.MODERATOR)


def waiting_ideas(
    scopes: frozenset[int | None], *, stand: Stand = Stand.ALL, process_id: int | None = None,
    board_id: int | None = None, offset: int = 0, most: int = 25,
) -> list[Waiting]:  # fmt: skip
    """What waits for an answer, the oldest first."""
    statement = _waiting().where(*_conditions(scopes, stand, process_id, board_id))
    rows = db.session.execute(statement.order_by(_waits_since, Idea.subject_id).offset(offset).limit(most))
    return [Waiting(*row) for row in rows]


def waiting_idea(subject_id: int, actor: Actor) -> Waiting | None:
    """One idea as the queue shows it, whether it waits or not, if this person may see it."""
    seen = select(Subject.id).where(visible_to(actor))
    row = db.session.execute(_waiting().where(Idea.subject_id == subject_id, Idea.subject_id.in_(seen))).first()
    return Waiting(*row) if row else None


def idea_to_answer(subject_id: int, actor: Actor) -> Idea | None:
    """The idea with this number, if this person may see it."""
    return db.session.get(Idea, subject_id) if subject_seen_by(actor, subject_id) is not None else None


def next_waiting(
    scopes: frozenset[int | None], after: Waiting, *, stand: Stand = Stand.ALL, process_id: int | None = None,
    board_id: int | None = None,
) -> int | None:  # fmt: skip
    """The idea that comes after this one in the queue, or the first one where this was the last."""
    here = (_waits_since, Idea.subject_id)
    later = or_(
        _waits_since > after.submitted_at,
        and_(_waits_since == after.submitted_at, Idea.subject_id > after.subject_id),
    )
    return db.session.scalar(
        select(Idea.subject_id)
        .join(Subject, Subject.id == Idea.subject_id)
        .where(*_conditions(scopes, stand, process_id, board_id), Idea.subject_id != after.subject_id)
        .order_by(case((later, 0), else_=1), *here)
        .limit(1)
    )


def count_waiting(
    scopes: frozenset[int | None], *, stand: Stand = Stand.ALL, process_id: int | None = None,
    board_id: int | None = None,
) -> int:  # fmt: skip
    """How many ideas wait."""
    return int(
        db.session.scalar(
            select(func.count())
            .select_from(Idea)
            .join(Subject, Subject.id == Idea.subject_id)
            .where(*_conditions(scopes, stand, process_id, board_id))
        )
        or 0
    )


def queue_counts(scopes: frozenset[int | None]) -> QueueCounts:
    """How much waits in all, and how much of it is late, due today or in review."""
    row = db.session.execute(
        select(
            func.count(),
            func.count(case((_day_begins(0) > _waits_since, 1))),
            func.count(case(((_day_begins(0) <= _waits_since) & (_day_begins(1) > _waits_since), 1))),
            func.count(case((Idea.status == IdeaStatus.IN_REVIEW, 1))),
        )
        .select_from(Idea)
        .join(Subject, Subject.id == Idea.subject_id)
        .where(*_conditions(scopes, Stand.ALL, None, None))
    ).one()
    return QueueCounts(*row)


def boards_waiting(scopes: frozenset[int | None]) -> list[WaitingBoard]:
    """The boards on which ideas wait, for the filters."""
    rows = db.session.execute(
        select(_board.id, _board.title, _process.id, _process.title, func.count())
        .select_from(Idea)
        .join(Subject, Subject.id == Idea.subject_id)
        .join(_board, _board.id == Idea.board_id)
        .join(_process, _process.id == Subject.process_id)
        .where(*_conditions(scopes, Stand.ALL, None, None))
        .group_by(_board.id, _board.title, _process.id, _process.title)
        .order_by(_process.title, _board.title, _board.id)
    )
    return [WaitingBoard(*row) for row in rows]


def _waiting() -> Any:
    return (
        select(
            Idea.subject_id, Idea.title, Idea.text_html, Idea.status, Idea.state, Idea.origin, _waits_since,
            Idea.votes, Idea.comments, Idea.author_id, Account.pseudonym, _board.title, _board.path, _district.title,
            _process.title, _process.id, _department.id, _department.title, Subject.path,
            Idea.language,
        )
        .join(Subject, Subject.id == Idea.subject_id)
        .join(Board, Board.subject_id == Idea.board_id)
        .join(_board, _board.id == Board.subject_id)
        .join(_process, _process.id == Board.process_id)
        .join(_department, _department.id == _process.department_id)
        .outerjoin(_district, _district.id == Idea.district_id)
        .outerjoin(Account, Account.id == Idea.author_id)
    )  # fmt: skip


def _conditions(
    scopes: frozenset[int | None], stand: Stand, process_id: int | None, board_id: int | None
) -> Sequence[ColumnElement[bool]]:
    ids = [scope for scope in scopes if scope is not None]
    mine = true() if None in scopes else or_(Subject.department_id.in_(ids), Subject.process_id.in_(ids))
    conditions: list[ColumnElement[bool]] = [mine, there_for_all(), Idea.status.in_(rules.UNANSWERED)]
    if stand is Stand.OVERDUE:
        conditions.append(_day_begins(0) > _waits_since)
    elif stand is Stand.NEW:
        conditions.append(Idea.status == IdeaStatus.SUBMITTED)
    elif stand is Stand.IN_REVIEW:
        conditions.append(Idea.status == IdeaStatus.IN_REVIEW)
    if process_id is not None:
        conditions.append(Subject.process_id == process_id)
    if board_id is not None:
        conditions.append(Idea.board_id == board_id)
    return conditions


def _day_begins(days: int) -> datetime:
    """What was submitted before this moment was due before the day that lies `days` after today."""
    day = now().astimezone(TOWN).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return (day + timedelta(days=days)).replace(tzinfo=TOWN).astimezone(UTC) - rules.ANSWER_WITHIN
