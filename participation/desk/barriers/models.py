"""Reported barriers."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now, today
from participation.core.database import Base, Versioned
from participation.core.errors import N_
from participation.records.subjects.models import enum_column


class BarrierState(StrEnum):
    """How a report stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


LABELS: dict[BarrierState, str] = {
    BarrierState.OPEN: N_("offen"),
    BarrierState.ANSWERED: N_("beantwortet"),
    BarrierState.CLOSED: N_("abgeschlossen"),
}
TONES: dict[BarrierState, str] = {
    BarrierState.OPEN: "info",
    BarrierState.ANSWERED: "accent",
    BarrierState.CLOSED: "success",
}


class BarrierReport(Versioned, Base):
    """What somebody met on a page (`page`, a path of this site), and what the city answered; `email` may be empty.

    `receipt` is what the address of the receipt is made of, so that nobody reads it by counting.
    """

    __tablename__ = "barrier_reports"
    __table_args__ = (
        Index("ix_barrier_reports_open", "state", "due_on"),
        CheckConstraint("state <> 'answered' OR answer <> ''", name="answered_in_words"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: secrets.token_urlsafe(18))
    send_key: Mapped[str] = mapped_column(String(32), unique=True)
    page: Mapped[str] = mapped_column(String(500), default="")
    text: Mapped[str] = mapped_column(Text)
    aids: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(5), default="de")
    state: Mapped[BarrierState] = mapped_column(enum_column(BarrierState), default=BarrierState.OPEN)
    due_on: Mapped[date] = mapped_column(Date)
    answer: Mapped[str] = mapped_column(Text, default="")
    reported_at: Mapped[datetime] = mapped_column(default=now)
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    @property
    def is_overdue(self) -> bool:
        """Whether the day of the answer has passed without one."""
        return self.state is BarrierState.OPEN and self.due_on < today()
