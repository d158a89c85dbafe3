"""Readings, milestones and reached levels."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from participation.action.measures.models import MeasureStage
from participation.action.monitoring.commands import (
    add_indicator,
    add_milestone,
    complete_milestone,
    correct_reading,
    record_reached_level,
    record_reading,
)
from participation.action.monitoring.models import Dimension
from participation.action.monitoring.queries import course_of, indicators_of
from participation.core.actor import HOUSE
from participation.core.clock import today
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import transaction
from participation.records.journal.queries import history_of
from tests.factories.action import make_measure


def test_a_reading_has_a_source_and_there_is_one_per_day(app: Flask) -> None:
    measure = make_measure()
    with transaction():
        indicator = add_indicator(measure, dimension=Dimension.OUTPUT, name="Geräte", unit="Stück", actor=HOUSE)
        first = record_reading(measure, indicator, read_on=today(), value=8, source="Protokoll", actor=HOUSE)
        same = record_reading(measure, indicator, read_on=today(), value=8, source="Protokoll", actor=HOUSE)
    assert same.id == first.id
    with pytest.raises(Conflict), transaction():
        record_reading(measure, indicator, read_on=today(), value=9, source="Protokoll", actor=HOUSE)
    for source, day in (("", today()), ("Protokoll", today() + timedelta(days=1))):
        with pytest.raises(Invalid), transaction():
            record_reading(measure, indicator, read_on=day, value=9, source=source, actor=HOUSE)
    with pytest.raises(Invalid), transaction():
        add_indicator(measure, dimension=Dimension.INPUT, name="Geräte", actor=HOUSE)


def test_a_corrected_reading_is_kept_in_the_journal(app: Flask) -> None:
    measure = make_measure()
    with transaction():
        indicator = add_indicator(measure, dimension=Dimension.OUTPUT, name="Geräte", actor=HOUSE)
        reading = record_reading(measure, indicator, read_on=today(), value=80, source="Protokoll", actor=HOUSE)
    with transaction():
        correct_reading(measure, reading, value=8, source="Protokoll", reason="Tippfehler", actor=HOUSE)
    assert [r.value for r in indicators_of(measure.subject_id)[0].readings] == [8]
    [entry] = history_of(measure.subject_id, events=["ReadingCorrected"])
    assert entry.details["before"]["value"] == 80


def test_no_level_is_reached_before_the_levels_are_fixed(app: Flask) -> None:
    measure = make_measure()
    with pytest.raises(Conflict), transaction():
        record_reached_level(measure, 1, reached_on=today(), evidence="Plan", actor=HOUSE)


def test_a_measure_can_fall_back_and_the_ladder_tells_when_each_level_was_reached(app: Flask) -> None:
    measure = make_measure(stage=MeasureStage.IMPLEMENTATION)
    days = [today() - timedelta(days=n) for n in (90, 60, 30, 1)]
    with transaction():
        for level, day in zip((1, 3, 1, 2), days, strict=True):
            record_reached_level(measure, level, reached_on=day, evidence=f"Stufe {level}", actor=HOUSE)
    course = course_of(measure.subject_id)
    assert measure.reached_level == 2
    assert {level: step.on for level, step in course.reached.items()} == {1: days[0], 2: days[3]}


def test_milestones_are_planned_and_done(app: Flask) -> None:
    measure = make_measure()
    with transaction():
        milestone = add_milestone(measure, title="Erste Geräte", due_on=today() + timedelta(days=9), actor=HOUSE)
        complete_milestone(measure, milestone, done_on=today(), actor=HOUSE)
    assert [m.done_on for m in course_of(measure.subject_id).milestones] == [today()]
