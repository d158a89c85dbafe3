"""Reading how a measure comes along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, String, cast, literal, null, select, union_all

from participation.action.measures.models import InvolvedDepartment, MeasureStage, StageChange
from participation.action.measures.rules import ENDS, WAY
from participation.action.monitoring.models import DIMENSIONS, Dimension, Indicator, Milestone, ReachedLevel, Reading
from participation.core.database import db
from participation.people.departments.models import Department


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator with its readings, oldest first."""

    indicator_id: int
    dimension: Dimension
    name: str
    unit: str
    baseline: float | None
    target: float | None
    readings: tuple[Reading, ...]

    @property
    def kind(self) -> str:
        """What it measures, as a message id."""
        return DIMENSIONS[self.dimension]


@dataclass(frozen=True)
class StageStep:
    """That a measure came to a stage."""

    stage: MeasureStage
    on: date
    reason: str
    decided_by: str


@dataclass(frozen=True)
class LevelStep:
    """That a measure reached a level."""

    level: int
    on: date
    evidence: str
    evidence_url: str


@dataclass(frozen=True)
class MilestoneStep:
    """A step, planned or done."""

    milestone_id: int
    title: str
    due_on: date
    done_on: date | None


@dataclass(frozen=True)
class Course:
    """What happened with a measure, oldest first: stages, reached levels, milestones; and who else works on it."""

    stages: tuple[StageStep, ...]
    levels: tuple[LevelStep, ...]
    milestones: tuple[MilestoneStep, ...]
    involved: tuple[tuple[str, str], ...]

    def way_to(self, current: MeasureStage) -> list[tuple[MeasureStage, str, date | None]]:
        """The stages that were and can still come: done, current, ended or coming, with the day where there is one."""
        latest = {step.stage: step.on for step in self.stages}
        if current in ENDS:
            before = [stage for stage in WAY if stage in latest]
            return [*((stage, "done", latest[stage]) for stage in before), (current, "ended", latest.get(current))]
        here = WAY.index(current)
        done = [(stage, "done", latest[stage]) for stage in WAY[:here] if stage in latest]
        return [*done, (current, "current", latest.get(current)), *((s, "coming", None) for s in WAY[here + 1 :])]

    @property
    def reached(self) -> dict[int, LevelStep]:
        """For each level that holds now, the step by which the measure came to it (again)."""
        current = self.levels[-1].level if self.levels else 0
        found: dict[int, LevelStep] = {}
        for step in self.levels:
            for level in [n for n in found if n > step.level]:
                del found[level]
            for level in range(1, step.level + 1):
                found.setdefault(level, step)
        return {level: step for level, step in found.items() if level <= current}


def course_of(measure_id: int) -> Course:
    """The course of a measure, in one statement."""
    nothing, no_day = cast(null(), Integer), cast(null(), Date)
    rows: Sequence[Any] = db.session.execute(
        union_all(
            select(
                literal("stage").label("kind"), StageChange.position.label("id"), nothing.label("level"),
                cast(StageChange.stage, String).label("name"), StageChange.reason.label("text"),
                StageChange.decided_by.label("more"), StageChange.changed_on.label("on"), no_day.label("done"),
            ).where(StageChange.measure_id == measure_id),
            select(
                literal("level"), ReachedLevel.id, ReachedLevel.level, literal(""), ReachedLevel.evidence,
                ReachedLevel.evidence_url, ReachedLevel.reached_on, no_day,
            ).where(ReachedLevel.measure_id == measure_id),
            select(
                literal("milestone"), Milestone.id, nothing, Milestone.title, literal(""), literal(""),
                Milestone.due_on, Milestone.done_on,
            ).where(Milestone.measure_id == measure_id),
            select(
                literal("involved"), Department.subject_id, nothing, Department.name, Department.slug, literal(""),
                no_day, no_day,
            )
            .join(InvolvedDepartment, InvolvedDepartment.department_id == Department.subject_id)
            .where(InvolvedDepartment.measure_id == measure_id),
        )
    ).all()  # fmt: skip
    by_day = sorted(rows, key=lambda row: (row.on or date.min, row.id))
    stages = sorted((row for row in rows if row.kind == "stage"), key=lambda row: row.id)
    return Course(
        stages=tuple(StageStep(MeasureStage(r.name), r.on, r.text, r.more) for r in stages),
        levels=tuple(LevelStep(r.level, r.on, r.text, r.more) for r in by_day if r.kind == "level"),
        milestones=tuple(MilestoneStep(r.id, r.name, r.on, r.done) for r in by_day if r.kind == "milestone"),
        involved=tuple(sorted((r.name, r.text) for r in rows if r.kind == "involved")),
    )


def indicators_of(measure_id: int) -> list[IndicatorLine]:
    """The indicators of a measure with their readings."""
    return indicators_of_all([measure_id]).get(measure_id, [])


def indicators_of_all(measure_ids: Sequence[int]) -> dict[int, list[IndicatorLine]]:
    """The indicators of several measures, by measure."""
    rows = db.session.execute(
        select(Indicator, Reading)
        .outerjoin(Reading, Reading.indicator_id == Indicator.id)
        .where(Indicator.measure_id.in_(measure_ids))
        .order_by(Indicator.measure_id, Indicator.position, Indicator.id, Reading.read_on)
    ).all()
    readings: dict[int, list[Reading]] = {}
    indicators: dict[int, Indicator] = {}
    for indicator, reading in rows:
        indicators[indicator.id] = indicator
        if reading is not None:
            readings.setdefault(indicator.id, []).append(reading)
    found: dict[int, list[IndicatorLine]] = {}
    for i in indicators.values():
        line = IndicatorLine(i.id, i.dimension, i.name, i.unit, i.baseline, i.target, tuple(readings.get(i.id, ())))
        found.setdefault(i.measure_id, []).append(line)
    return found


def indicator_by_id(indicator_id: int) -> Indicator | None:
    """One indicator."""
    return db.session.get(Indicator, indicator_id)


def reading_by_id(reading_id: int) -> Reading | None:
    """One reading."""
    return db.session.get(Reading, reading_id)


def milestone_by_id(milestone_id: int) -> Milestone | None:
    """One milestone."""
    return db.session.get(Milestone, milestone_id)
