"""What was promised, until when, and whether it was kept."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base, Versioned
from participation.core.errors import N_
from participation.records.subjects.models import enum_column


class CommitmentState(StrEnum):
    """How a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    MOVED = "moved"
    BROKEN = "broken"


LABELS: dict[CommitmentState, str] = {
    CommitmentState.OPEN: N_("offen"),
    CommitmentState.KEPT: N_("gehalten"),
    CommitmentState.MOVED: N_("verschoben"),
    CommitmentState.BROKEN: N_("nicht gehalten"),
}
TONES: dict[CommitmentState, str] = {
    CommitmentState.OPEN: "info",
    CommitmentState.KEPT: "success",
    CommitmentState.MOVED: "warning",
    CommitmentState.BROKEN: "danger",
}
PENDING = (CommitmentState.OPEN, CommitmentState.MOVED)


class Commitment(Versioned, Base):
    """A dated promise that follows from an answer or a measure (`subject_id`)."""

    __tablename__ = "commitments"
    __table_args__ = (CheckConstraint("state = 'open' OR reason <> '' OR state = 'kept'", name="reasoned"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date] = mapped_column(Date, index=True)
    first_due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[CommitmentState] = mapped_column(enum_column(CommitmentState), default=CommitmentState.OPEN)
    reason: Mapped[str] = mapped_column(String(1000), default="")
    made_at: Mapped[datetime] = mapped_column(default=now)
    settled_at: Mapped[datetime | None]
