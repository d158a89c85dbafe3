"""Bodies and their decisions."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base, Timestamped, Versioned
from participation.core.errors import N_
from participation.records.subjects.models import enum_column


class BodyKind(StrEnum):
    """What a body does."""

    DECIDES = "decides"
    STEERS = "steers"
    PREPARES = "prepares"
    ADVISES = "advises"
    IMPLEMENTS = "implements"


KINDS: dict[BodyKind, str] = {
    BodyKind.DECIDES: N_("entscheidet"),
    BodyKind.STEERS: N_("steuert"),
    BodyKind.PREPARES: N_("bereitet Entscheidungen vor"),
    BodyKind.ADVISES: N_("berät"),
    BodyKind.IMPLEMENTS: N_("setzt um"),
}


class DecisionOutcome(StrEnum):
    """How a body decided."""

    ADOPTED = "adopted"
    DECLINED = "declined"
    NOTED = "noted"
    REFERRED = "referred"
    ADJOURNED = "adjourned"


OUTCOMES: dict[DecisionOutcome, str] = {
    DecisionOutcome.ADOPTED: N_("angenommen"),
    DecisionOutcome.DECLINED: N_("abgelehnt"),
    DecisionOutcome.NOTED: N_("zur Kenntnis genommen"),
    DecisionOutcome.REFERRED: N_("verwiesen"),
    DecisionOutcome.ADJOURNED: N_("vertagt"),
}


class Body(Timestamped, Versioned, Base):
    """A body with its office."""

    __tablename__ = "bodies"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[BodyKind] = mapped_column(enum_column(BodyKind))
    description: Mapped[str] = mapped_column(Text, default="")
    office: Mapped[str] = mapped_column(String(300), default="")
    is_council: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(Integer, default=0)


class Decision(Base):
    """What a body decided on a subject; *Beschluss* where the body is the council, else *Entscheidung*."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.subject_id"), index=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), index=True)
    decided_on: Mapped[date] = mapped_column(Date)
    outcome: Mapped[DecisionOutcome] = mapped_column(enum_column(DecisionOutcome))
    reason: Mapped[str] = mapped_column(Text)
    paper_number: Mapped[str] = mapped_column(String(60), default="")
    paper_url: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    recorded_by_ref: Mapped[str | None] = mapped_column(String(32))
