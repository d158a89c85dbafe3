"""Prioritisations, criteria, judgements and ranked ideas."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, Integer, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.core.clock import now
from participation.core.database import Base, Timestamped, Versioned
from participation.core.errors import N_
from participation.records.subjects.models import enum_column


class PrioritisationState(StrEnum):
    """How far a prioritisation has come; from `open` on its criteria are published and fixed."""

    DRAFT = "draft"
    OPEN = "open"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"


class CriterionSource(StrEnum):
    """Where a criterion's values come from."""

    VOTES = "votes"
    JUDGEMENT = "judgement"


class Perspective(StrEnum):
    """Whose judgement it is."""

    PUBLIC = "public"
    DEPARTMENT = "department"
    ADVISORY = "advisory"


STATES: dict[PrioritisationState, str] = {
    PrioritisationState.DRAFT: N_("Entwurf"),
    PrioritisationState.OPEN: N_("offen"),
    PrioritisationState.PROPOSED: N_("vorgeschlagen"),
    PrioritisationState.CONFIRMED: N_("bestätigt"),
}
PERSPECTIVES: dict[Perspective, str] = {
    Perspective.PUBLIC: N_("Öffentlichkeit"),
    Perspective.DEPARTMENT: N_("Fachabteilung"),
    Perspective.ADVISORY: N_("beratendes Gremium"),
}


class Prioritisation(Timestamped, Versioned, Base):
    """One run over those public ideas of a board that have at least `minimum_votes` supports."""

    __tablename__ = "prioritisations"
    __table_args__ = (
        CheckConstraint("state <> 'confirmed' OR decision_id IS NOT NULL", name="confirmed_by_decision"),
        CheckConstraint("minimum_votes >= 0", name="minimum_not_negative"),
    )

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.subject_id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    intro: Mapped[str] = mapped_column(Text, default="")
    rule: Mapped[str] = mapped_column(Text, default="")
    minimum_votes: Mapped[int] = mapped_column(Integer, default=0)
    state: Mapped[PrioritisationState] = mapped_column(
        enum_column(PrioritisationState), default=PrioritisationState.DRAFT
    )
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.subject_id"))
    opened_at: Mapped[datetime | None]
    proposed_at: Mapped[datetime | None]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    confirmed_at: Mapped[datetime | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    inputs: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    criteria: Mapped[list[Criterion]] = relationship(order_by="Criterion.position", lazy="raise")


class Criterion(Base):
    """A published criterion; the weights of a prioritisation add up to 1. `perspectives` say who judges it."""

    __tablename__ = "criteria"
    __table_args__ = (
        UniqueConstraint("prioritisation_id", "slug"),
        CheckConstraint("weight > 0 AND weight <= 1", name="weight_is_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    prioritisation_id: Mapped[int] = mapped_column(ForeignKey("prioritisations.subject_id"))
    slug: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(String(500), default="")
    weight: Mapped[Decimal] = mapped_column(Numeric(4, 3))
    source: Mapped[CriterionSource] = mapped_column(enum_column(CriterionSource), default=CriterionSource.JUDGEMENT)
    perspectives: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(Integer, default=0)


class Judgement(Versioned, Base):
    """How well an idea meets a criterion, seen from one perspective: 0 (not at all) to 10 (fully), with a reason."""

    __tablename__ = "judgements"
    __table_args__ = (
        UniqueConstraint("criterion_id", "idea_id", "perspective"),
        CheckConstraint("score BETWEEN 0 AND 10", name="score_in_range"),
        CheckConstraint("reason <> ''", name="reasoned"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criteria.id"))
    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.subject_id"), index=True)
    perspective: Mapped[Perspective] = mapped_column(enum_column(Perspective), default=Perspective.DEPARTMENT)
    score: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(Text)
    judged_at: Mapped[datetime] = mapped_column(default=now)
    actor_ref: Mapped[str | None] = mapped_column(String(32))


class RankedIdea(Base):
    """An idea's place in a proposed ranking, with what each criterion gave it; kept as it was proposed."""

    __tablename__ = "ranked_ideas"
    __table_args__ = (UniqueConstraint("prioritisation_id", "place"),)

    prioritisation_id: Mapped[int] = mapped_column(ForeignKey("prioritisations.subject_id"), primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.subject_id"), primary_key=True, index=True)
    place: Mapped[int] = mapped_column(Integer)
    score: Mapped[float] = mapped_column(Float)
    shares: Mapped[dict[str, Any]] = mapped_column(JSON)
    explanation: Mapped[str] = mapped_column(Text, default="")
