"""What the city answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, select

from participation.core.actor import VISITOR
from participation.core.clock import today
from participation.core.database import db, shared_alias
from participation.desk.answers.models import Answer, AnswerOutcome
from participation.dialogue.ideas.models import Idea
from participation.records.commitments.models import PENDING, Commitment, CommitmentState
from participation.records.subjects.models import Subject
from participation.records.subjects.queries import visible_to


@dataclass(frozen=True)
class AnswerGiven:
    """An answer as people read it; `number` counts from 1, the highest one holds.

    `commitment_*` say how the promise of its next step stands; `merged_*` name the idea that this one goes on in, if
    it is still public.
    """

    number: int
    outcome: AnswerOutcome
    reason: str
    reason_html: str
    next_step: str
    next_step_due: date | None
    passed_on_to: str
    published_at: datetime
    department: str
    department_path: str
    commitment_id: int | None
    commitment_state: CommitmentState | None
    commitment_due: date | None
    commitment_reason: str | None
    merged_id: int | None
    merged_title: str | None
    merged_path: str | None
    answer_id: int

    @property
    def is_overdue(self) -> bool:
        """Whether the day of its promise has passed in silence."""
        return self.commitment_state in PENDING and self.commitment_due is not None and self.commitment_due < today()


_target, _department = shared_alias(Subject), shared_alias(Subject)


def _answers(subject_id: int) -> Any:
    merged = and_(_target.id == Idea.merged_into_id, visible_to(VISITOR, _target))
    shown = case((Answer.outcome == AnswerOutcome.MERGED, _target.id))
    return (
        select(
            Answer.number, Answer.outcome, Answer.reason, Answer.reason_html, Answer.next_step, Answer.next_step_due,
            Answer.passed_on_to, Answer.published_at, _department.title, _department.path, Commitment.id,
            Commitment.state, Commitment.due_on, Commitment.reason, shown, _target.title, _target.path,
            Answer.id,
        )
        .join(_department, _department.id == Answer.department_id)
        .join(Idea, Idea.subject_id == Answer.subject_id)
        .outerjoin(Commitment, Commitment.id == Answer.commitment_id)
        .outerjoin(_target, merged)
        .where(Answer.subject_id == subject_id)
        .order_by(Answer.number.desc())
    )  # fmt: skip


def answer_of(subject_id: int) -> AnswerGiven | None:
    """The answer that holds for an idea."""
    row = db.session.execute(_answers(subject_id).limit(1)).first()
    return AnswerGiven(*row) if row else None


def answers_history(subject_id: int) -> list[AnswerGiven]:
    """All answers to an idea, the one that holds first."""
    return [AnswerGiven(*row) for row in db.session.execute(_answers(subject_id))]


def due_answer_keys(before: datetime) -> Select[*tuple[Any, ...]]:
    """Answers sent before this moment that still have their key against double sending."""
    return select(Answer.id, Answer.published_at).where(Answer.send_key.is_not(None), Answer.published_at < before)
