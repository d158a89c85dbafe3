"""Answers."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base
from participation.core.errors import N_
from participation.records.subjects.models import enum_column


class AnswerOutcome(StrEnum):
    """What became of a contribution."""

    TAKEN_UP = "taken_up"
    PARTLY = "partly"
    MERGED = "merged"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    DECLINED = "declined"
    NOT_OURS = "not_ours"


LABELS: dict[AnswerOutcome, str] = {
    AnswerOutcome.TAKEN_UP: N_("Wird aufgenommen"),
    AnswerOutcome.PARTLY: N_("Wird teilweise aufgenommen"),
    AnswerOutcome.ANSWERED: N_("Beantwortet"),
    AnswerOutcome.MERGED: N_("Mit einer anderen Idee zusammengeführt"),
    AnswerOutcome.PASSED_ON: N_("An eine andere Stelle weitergegeben"),
    AnswerOutcome.DECLINED: N_("Wird nicht aufgenommen"),
    AnswerOutcome.NOT_OURS: N_("Darüber entscheidet nicht die Stadt"),
}


class Answer(Base):
    """An official answer; the highest `number` of a subject holds."""

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("subject_id", "number"),
        CheckConstraint("reason <> ''", name="reasoned"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    number: Mapped[int] = mapped_column(Integer, default=1)
    outcome: Mapped[AnswerOutcome] = mapped_column(enum_column(AnswerOutcome))
    reason: Mapped[str] = mapped_column(Text)
    reason_html: Mapped[str] = mapped_column(Text)
    next_step: Mapped[str] = mapped_column(String(500), default="")
    next_step_due: Mapped[date | None] = mapped_column(Date)
    passed_on_to: Mapped[str] = mapped_column(String(200), default="")
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitments.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.subject_id"), index=True)
    published_at: Mapped[datetime] = mapped_column(default=now)
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    author_ref: Mapped[str | None] = mapped_column(String(32))
