"""Measures, their stages and target levels.

That a measure pays into a goal, and what it grew from, are links of its subject.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, Float, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base, Timestamped, Versioned
from participation.core.errors import N_
from participation.records.subjects.models import State, enum_column


class MeasureStage(StrEnum):
    """How far a measure has come, or how it ended."""

    IDEA = "idea"
    PROJECT_IDEA = "project_idea"
    PROTOTYPE = "prototype"
    LIVING_LAB = "living_lab"
    IMPLEMENTATION = "implementation"
    OPERATION = "operation"
    POSTPONED = "postponed"
    DECLINED = "declined"
    STOPPED = "stopped"


STAGES: dict[MeasureStage, str] = {
    MeasureStage.IDEA: N_("Idee"),
    MeasureStage.PROJECT_IDEA: N_("Projektidee"),
    MeasureStage.PROTOTYPE: N_("Prototyp"),
    MeasureStage.LIVING_LAB: N_("Reallabor"),
    MeasureStage.IMPLEMENTATION: N_("Umsetzung"),
    MeasureStage.OPERATION: N_("Regelbetrieb"),
    MeasureStage.POSTPONED: N_("zurückgestellt"),
    MeasureStage.DECLINED: N_("abgelehnt"),
    MeasureStage.STOPPED: N_("beendet"),
}


class Measure(Timestamped, Versioned, Base):
    """Something that the city does. Costs are whole euros."""

    __tablename__ = "measures"
    __table_args__ = (
        CheckConstraint("(lon IS NULL) = (lat IS NULL)", name="whole_place"),
        CheckConstraint("reached_level BETWEEN 0 AND 4", name="level_in_range"),
        CheckConstraint("stage <> 'stopped' OR lesson <> ''", name="stopped_with_lesson"),
    )

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    change_for_people: Mapped[str] = mapped_column(Text, default="")
    aim: Mapped[str] = mapped_column(Text, default="")
    solution: Mapped[str] = mapped_column(Text, default="")
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.subject_id"), index=True)
    action_field_id: Mapped[int | None] = mapped_column(ForeignKey("action_fields.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.subject_id"), index=True)
    place: Mapped[str] = mapped_column(String(200), default="")
    lon: Mapped[float | None] = mapped_column(Float)
    lat: Mapped[float | None] = mapped_column(Float)
    partners: Mapped[str] = mapped_column(Text, default="")
    cost: Mapped[int | None] = mapped_column(Integer)
    cost_note: Mapped[str] = mapped_column(String(300), default="")
    funding: Mapped[str] = mapped_column(String(300), default="")
    period: Mapped[str] = mapped_column(String(120), default="")
    risks: Mapped[str] = mapped_column(Text, default="")
    problems: Mapped[str] = mapped_column(Text, default="")
    lesson: Mapped[str] = mapped_column(Text, default="")
    picture: Mapped[str] = mapped_column(String(200), default="")
    picture_alt: Mapped[str] = mapped_column(String(300), default="")
    stage: Mapped[MeasureStage] = mapped_column(enum_column(MeasureStage), default=MeasureStage.IDEA)
    stage_since: Mapped[date] = mapped_column(Date)
    reached_level: Mapped[int] = mapped_column(Integer, default=0)
    levels_fixed_at: Mapped[datetime | None]
    state: Mapped[State] = mapped_column(enum_column(State), default=State.PUBLIC)
    is_demo: Mapped[bool] = mapped_column(default=False)
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)


class StageChange(Base):
    """That a measure moved to a stage: when, why, who decided. A decision opens one gate only."""

    __tablename__ = "stage_changes"
    __table_args__ = (UniqueConstraint("measure_id", "position"), CheckConstraint("reason <> ''", name="reasoned"))

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.subject_id"))
    position: Mapped[int] = mapped_column(Integer)
    stage: Mapped[MeasureStage] = mapped_column(enum_column(MeasureStage))
    changed_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(String(200))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), unique=True)
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    recorded_by_ref: Mapped[str | None] = mapped_column(String(32))


class TargetLevel(Versioned, Base):
    """The condition of one of the four levels of a measure."""

    __tablename__ = "target_levels"
    __table_args__ = (
        UniqueConstraint("measure_id", "level"),
        CheckConstraint("level BETWEEN 1 AND 4", name="four_levels"),
        CheckConstraint("condition <> ''", name="has_condition"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.subject_id"))
    level: Mapped[int] = mapped_column(Integer)
    condition: Mapped[str] = mapped_column(Text)


class FormerTargetLevel(Base):
    """What a level's condition said before it was changed, with when and why."""

    __tablename__ = "former_target_levels"

    id: Mapped[int] = mapped_column(primary_key=True)
    target_level_id: Mapped[int] = mapped_column(ForeignKey("target_levels.id"), index=True)
    condition: Mapped[str] = mapped_column(Text)
    replaced_at: Mapped[datetime] = mapped_column(default=now)
    reason: Mapped[str] = mapped_column(Text)


class InvolvedDepartment(Base):
    """A further department that works on a measure."""

    __tablename__ = "involved_departments"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.subject_id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.subject_id"), primary_key=True, index=True)
