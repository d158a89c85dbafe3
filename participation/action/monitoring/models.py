"""Indicators, readings, milestones, reached levels."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, Float, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base, Versioned
from participation.core.errors import N_
from participation.records.subjects.models import enum_column


class Dimension(StrEnum):
    """What an indicator measures: input and output belong to monitoring, outcome and impact to evaluation."""

    INPUT = "input"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


DIMENSIONS: dict[Dimension, str] = {
    Dimension.INPUT: N_("Einsatz"),
    Dimension.OUTPUT: N_("Leistung"),
    Dimension.OUTCOME: N_("Wirkung bei der Zielgruppe"),
    Dimension.IMPACT: N_("Wirkung auf die Gesellschaft"),
}


class Indicator(Versioned, Base):
    """A figure that tells how a measure comes along."""

    __tablename__ = "indicators"
    __table_args__ = (UniqueConstraint("measure_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.subject_id"))
    dimension: Mapped[Dimension] = mapped_column(enum_column(Dimension))
    name: Mapped[str] = mapped_column(String(160))
    unit: Mapped[str] = mapped_column(String(40), default="")
    baseline: Mapped[float | None] = mapped_column(Float)
    target: Mapped[float | None] = mapped_column(Float)
    position: Mapped[int] = mapped_column(Integer, default=0)


class Reading(Base):
    """What an indicator showed on a day, and where the figure comes from."""

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("indicator_id", "read_on"), CheckConstraint("source <> ''", name="sourced"))

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicators.id"))
    read_on: Mapped[date] = mapped_column(Date)
    value: Mapped[float] = mapped_column(Float)
    source: Mapped[str] = mapped_column(String(300))
    recorded_at: Mapped[datetime] = mapped_column(default=now)


class ReachedLevel(Base):
    """That a measure reached a target level (or fell back to it), with the evidence."""

    __tablename__ = "reached_levels"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 4", name="level_in_range"),
        CheckConstraint("evidence <> ''", name="has_evidence"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.subject_id"), index=True)
    level: Mapped[int] = mapped_column(Integer)
    reached_on: Mapped[date] = mapped_column(Date)
    evidence: Mapped[str] = mapped_column(Text)
    evidence_url: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    recorded_by_ref: Mapped[str | None] = mapped_column(String(32))


class Milestone(Versioned, Base):
    """A step of a measure, planned or done."""

    __tablename__ = "milestones"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.subject_id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date] = mapped_column(Date)
    done_on: Mapped[date | None] = mapped_column(Date)
