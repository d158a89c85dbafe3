"""Keeping what is measured: indicators, readings, milestones, reached levels."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select, update

from participation.action.measures.commands import note_reached_level
from participation.action.measures.models import Measure
from participation.action.measures.rules import check_editor
from participation.action.monitoring import rules
from participation.action.monitoring.events import (
    IndicatorAdded,
    LevelReached,
    MilestoneAdded,
    MilestoneDone,
    ReadingCorrected,
    ReadingRecorded,
)
from participation.action.monitoring.models import Dimension, Indicator, Milestone, ReachedLevel, Reading
from participation.core.actor import Actor
from participation.core.clock import today
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.records.journal.commands import record
from participation.records.subjects.commands import change_subject


def add_indicator(
    measure: Measure,
    *,
    dimension: Dimension,
    name: str,
    actor: Actor,
    unit: str = "",
    baseline: float | None = None,
    target: float | None = None,
) -> Indicator:
    """A further figure that tells how a measure comes along; the same name again is refused."""
    check_editor(actor, measure)
    known = select(Indicator.id).where(Indicator.measure_id == measure.subject_id, Indicator.name == name)
    if db.session.scalar(known) is not None:
        raise Invalid("Diese Kennzahl gibt es bei der Maßnahme schon.", field="name")
    count = select(func.count()).select_from(Indicator).where(Indicator.measure_id == measure.subject_id)
    indicator = Indicator(
        measure_id=measure.subject_id, dimension=dimension, name=name, unit=unit, baseline=baseline, target=target,
        position=int(db.session.scalar(count) or 0) + 1,
    )  # fmt: skip
    db.session.add(indicator)
    db.session.flush()
    record(IndicatorAdded(measure.subject_id, indicator_id=indicator.id), actor=actor, role="editor")
    return indicator


def record_reading(
    measure: Measure, indicator: Indicator, *, read_on: date, value: float, source: str, actor: Actor
) -> Reading:
    """Keep what an indicator showed on a day. Raises Conflict where there is another value for that day."""
    check_editor(actor, measure)
    _check_belongs(indicator, measure)
    rules.check_reading(read_on=read_on, today=today(), value=value, source=source)
    db.session.execute(select(Indicator.id).where(Indicator.id == indicator.id).with_for_update())
    known = db.session.scalar(select(Reading).where(Reading.indicator_id == indicator.id, Reading.read_on == read_on))
    if known is not None:
        if (known.value, known.source) == (value, source):
            return known
        raise Conflict("Für diesen Tag gibt es schon einen anderen Wert. Sie können ihn mit Begründung berichtigen.")
    reading = Reading(indicator_id=indicator.id, read_on=read_on, value=value, source=source)
    db.session.add(reading)
    change_subject(measure.subject_id)
    db.session.flush()
    event = ReadingRecorded(measure.subject_id, indicator_id=indicator.id, reading_id=reading.id)
    record(event, actor=actor, role="editor")
    return reading


def correct_reading(
    measure: Measure, reading: Reading, *, value: float, source: str, reason: str, actor: Actor
) -> None:
    """Put a wrong reading right, with a reason; the journal keeps what it said before."""
    check_editor(actor, measure)
    rules.check_reading(read_on=reading.read_on, today=today(), value=value, source=source)
    if not reason.strip():
        raise Invalid("Bitte begründen Sie die Berichtigung.", field="reason")
    before = {"value": reading.value, "source": reading.source}
    reading.value, reading.source = value, source
    change_subject(measure.subject_id)
    db.session.flush()
    event = ReadingCorrected(measure.subject_id, indicator_id=reading.indicator_id, reading_id=reading.id)
    record(event, actor=actor, role="editor", reason=reason, before=before)


def add_milestone(
    measure: Measure, *, title: str, due_on: date, actor: Actor, done_on: date | None = None
) -> Milestone:
    """Plan a step of a measure."""
    check_editor(actor, measure)
    if not title.strip():
        raise Invalid("Bitte geben Sie dem Meilenstein einen Titel.", field="title")
    milestone = Milestone(measure_id=measure.subject_id, title=title, due_on=due_on, done_on=done_on)
    db.session.add(milestone)
    change_subject(measure.subject_id)
    db.session.flush()
    record(MilestoneAdded(measure.subject_id, milestone_id=milestone.id), actor=actor, role="editor")
    return milestone


def complete_milestone(measure: Measure, milestone: Milestone, *, done_on: date, actor: Actor) -> None:
    """Note that a step is done; noting it twice changes nothing."""
    check_editor(actor, measure)
    if milestone.measure_id != measure.subject_id:
        raise Invalid("Dieser Meilenstein gehört zu einer anderen Maßnahme.")
    if done_on > today():
        raise Invalid("Dieser Tag liegt noch vor uns.", field="done_on")
    if milestone.done_on is not None:
        return
    milestone.done_on = done_on
    change_subject(measure.subject_id)
    db.session.flush()
    record(MilestoneDone(measure.subject_id, milestone_id=milestone.id), actor=actor, role="editor")


def record_reached_level(
    measure: Measure, level: int, *, reached_on: date, evidence: str, actor: Actor, evidence_url: str = ""
) -> ReachedLevel:
    """Note that a measure reached a level or fell back to it, with the evidence."""
    check_editor(actor, measure)
    rules.check_reached_level(
        measure, level, reached_on=reached_on, today=today(), evidence=evidence, evidence_url=evidence_url
    )
    reached = ReachedLevel(
        measure_id=measure.subject_id, level=level, reached_on=reached_on, evidence=evidence,
        evidence_url=evidence_url, recorded_by_ref=actor.actor_ref,
    )  # fmt: skip
    db.session.add(reached)
    db.session.flush()
    note_reached_level(measure, level)
    record(LevelReached(measure.subject_id, level=level), actor=actor, role="editor", evidence=evidence)
    return reached


def _check_belongs(indicator: Indicator, measure: Measure) -> None:
    if indicator.measure_id != measure.subject_id:
        raise Invalid("Diese Kennzahl gehört zu einer anderen Maßnahme.")


def forget_recorder(actor_ref: str) -> None:
    """Let reached levels stand without saying who recorded them."""
    db.session.execute(
        update(ReachedLevel)
        .where(ReachedLevel.recorded_by_ref == actor_ref)
        .values(recorded_by_ref=None)
        .execution_options(synchronize_session=False)
    )
