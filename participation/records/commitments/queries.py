"""What was promised, on what, by whom, and how it stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from participation.core.actor import VISITOR, Actor
from participation.core.clock import today
from participation.core.database import db, shared_alias
from participation.records.commitments.models import PENDING, Commitment, CommitmentState
from participation.records.subjects.models import Subject, SubjectKind
from participation.records.subjects.queries import visible_to

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Promise:
    """A promise with what it was given on and who gave it."""

    commitment_id: int
    text: str
    due_on: date
    first_due_on: date
    state: CommitmentState
    reason: str
    made_at: datetime
    settled_at: datetime | None
    department_id: int | None
    department: str
    subject_id: int
    kind: SubjectKind
    title: str
    path: str

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed in silence."""
        return self.state in PENDING and self.due_on < today()

    @property
    def was_moved(self) -> bool:
        """Whether another day was promised first."""
        return self.due_on != self.first_due_on


_department = shared_alias(Subject)


def _promises(*conditions: ColumnElement[bool]) -> Any:
    return (
        select(
            Commitment.id, Commitment.text, Commitment.due_on, Commitment.first_due_on, Commitment.state,
            Commitment.reason, Commitment.made_at, Commitment.settled_at, Commitment.department_id,
            func.coalesce(_department.title, ""), Subject.id, Subject.kind, Subject.title, Subject.path,
        )
        .join(Subject, Subject.id == Commitment.subject_id)
        .outerjoin(_department, _department.id == Commitment.department_id)
        .where(*conditions)
        .order_by(
            case((Commitment.state.in_(PENDING), 0), else_=1),
            case((Commitment.state.in_(PENDING), Commitment.due_on)),
            Commitment.settled_at.desc(), Commitment.id,
        )
    )  # fmt: skip


def commitment_by_id(commitment_id: int) -> Commitment | None:
    """The promise with this number."""
    return db.session.get(Commitment, commitment_id)


def promise_by_id(commitment_id: int, actor: Actor) -> Promise | None:
    """The promise with this number, if this person may see what it was given on."""
    row = db.session.execute(_promises(Commitment.id == commitment_id, visible_to(actor))).first()
    return Promise(*row) if row else None


def public_promises(states: Collection[CommitmentState] = (), *, offset: int = 0, most: int = 25) -> list[Promise]:
    """Promises in public view: those not settled first, the earliest day first; then the settled ones, newest first."""
    conditions = [visible_to(VISITOR)]
    if states:
        conditions.append(Commitment.state.in_(states))
    return [Promise(*row) for row in db.session.execute(_promises(*conditions).offset(offset).limit(most))]


def public_counts() -> dict[CommitmentState, int]:
    """How many promises in public view stand how."""
    rows = db.session.execute(
        select(Commitment.state, func.count())
        .join(Subject, Subject.id == Commitment.subject_id)
        .where(visible_to(VISITOR))
        .group_by(Commitment.state)
    )
    found = {row[0]: row[1] for row in rows}
    return {state: found.get(state, 0) for state in CommitmentState}


def promises_on(actor: Actor, *subject_ids: int) -> list[Promise]:
    """The promises that were given on these subjects."""
    conditions = (Commitment.subject_id.in_(subject_ids), visible_to(actor))
    return [Promise(*row) for row in db.session.execute(_promises(*conditions))]


def pending_promises(departments: frozenset[int | None], *, most: int = 100) -> list[Promise]:
    """What departments still have to keep, the earliest day first; None in the set stands for all departments."""
    conditions = (Commitment.state.in_(PENDING), _of(departments))
    return [Promise(*row) for row in db.session.execute(_promises(*conditions).limit(most))]


def due_soon(departments: frozenset[int | None]) -> int:
    """How many promises of these departments are overdue or due within a week."""
    statement = select(func.count()).where(
        Commitment.state.in_(PENDING), Commitment.due_on <= today() + SOON, _of(departments)
    )
    return int(db.session.scalar(statement) or 0)


def _of(departments: frozenset[int | None]) -> ColumnElement[bool]:
    if None in departments:
        return or_(Commitment.department_id.is_not(None), Commitment.department_id.is_(None))
    return Commitment.department_id.in_([d for d in departments if d is not None])
