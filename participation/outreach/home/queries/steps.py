"""What happened along the way, in the order of days: for people who read rather than look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Integer, String, cast, literal, null, select, union_all

from participation.action.measures.models import MeasureStage, StageChange
from participation.action.monitoring.models import ReachedLevel
from participation.core.clock import TOWN
from participation.core.database import UtcDateTime, db
from participation.desk.answers.models import Answer, AnswerOutcome
from participation.outreach.home.queries.way import Column, Station, Way


class StepKind(StrEnum):
    """What happened."""

    WORKSHOP = "workshop"
    SUBMITTED = "submitted"
    ANSWERED = "answered"
    STAGE = "stage"
    LEVEL = "level"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Step:
    """One thing that happened to a station; `outcome`, `stage`, `level` (of an answer its number) where they apply."""

    on: date
    kind: StepKind
    station: Station
    text: str = ""
    who: str = ""
    outcome: AnswerOutcome | None = None
    stage: MeasureStage | None = None
    level: int | None = None


def steps_of(way: Way, *, most: int = 200) -> list[Step]:
    """All dated steps of the stations of a way, oldest first; one statement."""
    ideas = {station.subject_id: station for station in way.of(Column.IDEA)}
    measures = {station.subject_id: station for station in way.of(Column.MEASURE)}
    steps = [Step(_day(s.at), StepKind.WORKSHOP, s) for s in way.of(Column.WORKSHOP) if s.at]
    steps += [Step(_day(s.at), StepKind.SUBMITTED, s) for s in ideas.values() if s.at]
    steps += [Step(_day(s.at), StepKind.PUBLISHED, s, level=s.level) for s in way.of(Column.RESULT) if s.at]
    if ideas or measures:
        steps += [_step(row, ideas, measures) for row in _rows(list(ideas), list(measures))]
    order = list(StepKind)
    return sorted(steps, key=lambda s: (s.on, order.index(s.kind), s.station.subject_id))[:most]


def _rows(idea_ids: Sequence[int], measure_ids: Sequence[int]) -> Sequence[Any]:
    no_day, no_moment, no_level = cast(null(), Date), cast(null(), UtcDateTime()), cast(null(), Integer)
    return db.session.execute(
        union_all(
            select(
                literal("answered").label("kind"), Answer.subject_id.label("id"), no_day.label("on"),
                Answer.published_at.label("moment"), cast(Answer.outcome, String).label("value"),
                literal("").label("text"), literal("").label("who"), Answer.number.label("level"),
            ).where(Answer.subject_id.in_(idea_ids)),
            select(
                literal("stage"), StageChange.measure_id, StageChange.changed_on, no_moment,
                cast(StageChange.stage, String), StageChange.reason, StageChange.decided_by, no_level,
            ).where(StageChange.measure_id.in_(measure_ids)),
            select(
                literal("level"), ReachedLevel.measure_id, ReachedLevel.reached_on, no_moment, literal(""),
                ReachedLevel.evidence, literal(""), ReachedLevel.level,
            ).where(ReachedLevel.measure_id.in_(measure_ids)),
        )
    ).all()  # fmt: skip


def _step(row: Any, ideas: dict[int, Station], measures: dict[int, Station]) -> Step:
    if row.kind == "answered":
        return Step(
            _day(row.moment), StepKind.ANSWERED, ideas[row.id], outcome=AnswerOutcome(row.value), level=row.level
        )
    station = measures[row.id]
    if row.kind == "stage":
        return Step(row.on, StepKind.STAGE, station, text=row.text, who=row.who, stage=MeasureStage(row.value))
    return Step(row.on, StepKind.LEVEL, station, text=row.text, level=row.level)


def _day(moment: datetime | None) -> date:
    return moment.astimezone(TOWN).date() if moment else date.min
