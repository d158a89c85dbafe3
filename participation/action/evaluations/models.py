"""Rounds, reviews and publications."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base, Timestamped, Versioned
from participation.core.errors import N_
from participation.records.subjects.models import enum_column


class RoundState(StrEnum):
    """How far a round has come."""

    OPEN = "open"
    PUBLISHED = "published"


class ReviewKind(StrEnum):
    """Whose view a review is: a reviewer's, or of those who lead the measure."""

    REVIEW = "review"
    SELF = "self"


class Assessment(StrEnum):
    """How far a goal or measure is on its course."""

    NOT = "not"
    PARTLY = "partly"
    LARGELY = "largely"
    FULLY = "fully"


ASSESSMENTS: dict[Assessment, str] = {
    Assessment.NOT: N_("nicht auf Zielerreichungskurs"),
    Assessment.PARTLY: N_("teilweise auf Zielerreichungskurs"),
    Assessment.LARGELY: N_("weitgehend auf Zielerreichungskurs"),
    Assessment.FULLY: N_("voll auf Zielerreichungskurs"),
}
SHORT_ASSESSMENTS: dict[Assessment, str] = {
    Assessment.NOT: N_("nicht"),
    Assessment.PARTLY: N_("teilweise"),
    Assessment.LARGELY: N_("weitgehend"),
    Assessment.FULLY: N_("voll"),
}


class EvaluationRound(Timestamped, Versioned, Base):
    """One round, for example yearly."""

    __tablename__ = "evaluation_rounds"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    intro: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[RoundState] = mapped_column(enum_column(RoundState), default=RoundState.OPEN)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    went_well: Mapped[str] = mapped_column(Text, default="")
    went_badly: Mapped[str] = mapped_column(Text, default="")
    follows: Mapped[str] = mapped_column(Text, default="")


class Review(Versioned, Base):
    """A rating of a measure or goal: level 0 to 4 with a reason.

    `reviewer_number` (1, 2, …) stands for the person in everything that is published.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        Index(
            "uq_reviews_one_self", "round_id", "subject_id", unique=True,
            sqlite_where=text("kind = 'self'"), postgresql_where=text("kind = 'self'"),
        ),
        Index(
            "uq_reviews_one_each", "round_id", "subject_id", "account_id", unique=True,
            sqlite_where=text("kind = 'review'"), postgresql_where=text("kind = 'review'"),
        ),
        CheckConstraint("level BETWEEN 0 AND 4", name="level_in_range"),
        CheckConstraint("reason <> ''", name="reasoned"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_rounds.subject_id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), index=True)
    kind: Mapped[ReviewKind] = mapped_column(enum_column(ReviewKind), default=ReviewKind.REVIEW)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    reviewer_number: Mapped[int] = mapped_column(Integer, default=0)
    level: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(Text)
    rated_at: Mapped[datetime] = mapped_column(default=now)


class Publication(Base):
    """An immutable snapshot of a round's results; a trigger refuses every change."""

    __tablename__ = "publications"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("number = 1 OR reason <> ''", name="correction_reasoned"),
    )

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_rounds.subject_id"))
    number: Mapped[int] = mapped_column(Integer)
    published_at: Mapped[datetime] = mapped_column(default=now)
    published_by_ref: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
