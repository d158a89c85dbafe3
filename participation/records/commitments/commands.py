"""Promising something until a day, and saying later how the promise stands."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from participation.core.actor import Actor
from participation.core.clock import now, today
from participation.core.database import db
from participation.core.errors import Invalid
from participation.core.transitions import check_move
from participation.records.commitments import rules
from participation.records.commitments.events import (
    CommitmentBroken,
    CommitmentKept,
    CommitmentMade,
    CommitmentMoved,
)
from participation.records.commitments.models import PENDING, Commitment, CommitmentState
from participation.records.journal.commands import record


def make_commitment(
    subject_id: int, *, text: str, due_on: date, department_id: int | None, actor: Actor
) -> Commitment:  # fmt: skip
    """Promise something on a subject until a day. Raises Invalid where nothing is said or the day is past.

    The house itself may enter promises whose day is past: importers and the demo bring older ones in.
    """
    if not text.strip():
        raise Invalid("Bitte sagen Sie, was bis zu diesem Tag geschieht.", field="text")
    if actor.account_id is not None:
        rules.check_day(due_on, today())
    commitment = Commitment(
        subject_id=subject_id, department_id=department_id, text=text.strip(), due_on=due_on, first_due_on=due_on,
        made_at=now(),
    )  # fmt: skip
    db.session.add(commitment)
    db.session.flush()
    record(CommitmentMade(subject_id, commitment_id=commitment.id, due_on=due_on.isoformat()), actor=actor)
    return commitment


def keep_commitment(commitment: Commitment, *, actor: Actor, reason: str = "") -> None:
    """Say that what was promised is done, with a word on it if there is one."""
    row = _settling(commitment, CommitmentState.KEPT, actor)
    if row is None:
        return
    row.reason = reason.strip()[:1000]
    db.session.flush()
    record(CommitmentKept(row.subject_id, commitment_id=row.id), actor=actor, text=row.text, reason=row.reason)


def move_commitment(commitment: Commitment, *, actor: Actor, due_on: date, reason: str) -> None:
    """Promise the same until a later day; the first day stays in view. Raises Invalid without a reason."""
    rules.check_may_settle(actor, commitment)
    rules.check_day(due_on, today())
    reason = _checked(reason)
    if commitment.due_on == due_on and commitment.state in PENDING:
        raise Invalid("Das ist der Tag, der schon zugesagt ist. Bitte wählen Sie einen anderen.", field="due_on")
    row = _settling(commitment, CommitmentState.MOVED, actor)
    if row is None:
        return
    old, row.due_on, row.reason = row.due_on, due_on, reason
    db.session.flush()
    event = CommitmentMoved(row.subject_id, commitment_id=row.id, old=old.isoformat(), new=due_on.isoformat())
    record(event, actor=actor, text=row.text, reason=reason)


def break_commitment(commitment: Commitment, *, actor: Actor, reason: str) -> None:
    """Say openly that a promise will not be kept. Raises Invalid without a reason."""
    rules.check_may_settle(actor, commitment)
    reason = _checked(reason)
    row = _settling(commitment, CommitmentState.BROKEN, actor)
    if row is None:
        return
    row.reason = reason
    db.session.flush()
    record(CommitmentBroken(row.subject_id, commitment_id=row.id), actor=actor, text=row.text, reason=reason)


def _settling(commitment: Commitment, state: CommitmentState, actor: Actor) -> Commitment | None:
    """The row, locked and in its new state; None where it was in that final state already."""
    rules.check_may_settle(actor, commitment)
    row = db.session.scalars(
        select(Commitment)
        .where(Commitment.id == commitment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if row.state is state and state is not CommitmentState.MOVED:
        return None
    check_move(rules.MOVES, row.state, state)  # type: ignore[arg-type]
    row.state = state
    row.settled_at = None if state in PENDING else now()
    return row


def _checked(reason: str) -> str:
    if not reason.strip():
        raise Invalid("Bitte nennen Sie den Grund. Er steht öffentlich bei der Zusage.", field="reason")
    return reason.strip()[:1000]


def expunge_promise(commitment_id: int, *, text: str) -> None:
    """Let the words of a promise go; its day and how it stands stay."""
    gone = update(Commitment).where(Commitment.id == commitment_id).values(text=text, version=Commitment.version + 1)
    db.session.execute(gone.execution_options(synchronize_session=False))
