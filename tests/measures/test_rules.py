"""How a measure may move, and which gates need a decision."""

from __future__ import annotations

from datetime import date

import pytest

from participation.action.measures import rules
from participation.action.measures.models import Measure, MeasureStage
from participation.core.errors import Conflict, Invalid, InvalidTransition
from participation.people.bodies.models import Body, BodyKind, Decision, DecisionOutcome

DAY = date(2026, 3, 3)


def measure(stage: MeasureStage) -> Measure:
    return Measure(subject_id=1, stage=stage, stage_since=date(2026, 1, 1), lesson="")


def decision(outcome: DecisionOutcome, subject_id: int = 1) -> Decision:
    return Decision(id=1, subject_id=subject_id, outcome=outcome)


@pytest.mark.parametrize(("old", "new"), [("idea", "operation"), ("declined", "idea"), ("idea", "idea")])
def test_a_step_that_the_table_does_not_know_is_refused(old: str, new: str) -> None:
    with pytest.raises(InvalidTransition):
        rules.check_stage_change(
            measure(MeasureStage(old)), MeasureStage(new), changed_on=DAY, today=DAY, reason="weil", lesson=""
        )


def test_a_change_has_a_day_that_has_come_and_follows_the_last_one() -> None:
    for day in (date(2026, 3, 4), date(2025, 12, 31)):
        with pytest.raises(Invalid):
            rules.check_stage_change(
                measure(MeasureStage.IDEA), MeasureStage.PROTOTYPE, changed_on=day, today=DAY, reason="weil", lesson=""
            )


def test_what_is_stopped_tells_what_was_learnt() -> None:
    with pytest.raises(Invalid) as refusal:
        rules.check_stage_change(
            measure(MeasureStage.LIVING_LAB), MeasureStage.STOPPED, changed_on=DAY, today=DAY, reason="weil", lesson=" "
        )
    assert refusal.value.field == "lesson"


@pytest.mark.parametrize("stage", list(rules.GATES))
def test_a_gate_stays_shut_without_a_decision(stage: MeasureStage) -> None:
    with pytest.raises(Invalid):
        rules.check_gate(measure(MeasureStage.LIVING_LAB), stage, decision=None, body=None)


@pytest.mark.parametrize(
    ("kind", "outcome", "opens"),
    [
        (BodyKind.DECIDES, DecisionOutcome.ADOPTED, True),
        (BodyKind.STEERS, DecisionOutcome.ADOPTED, True),
        (BodyKind.ADVISES, DecisionOutcome.ADOPTED, False),
        (BodyKind.PREPARES, DecisionOutcome.ADOPTED, False),
        (BodyKind.DECIDES, DecisionOutcome.ADJOURNED, False),
        (BodyKind.DECIDES, DecisionOutcome.DECLINED, False),
    ],
)
def test_the_gate_into_implementation_opens_for_the_council_and_the_steering_body(
    kind: BodyKind, outcome: DecisionOutcome, opens: bool
) -> None:
    body = Body(kind=kind, name="Gremium")
    assert rules.opens_gate(MeasureStage.IMPLEMENTATION, decision(outcome), body) is opens


def test_a_decision_on_something_else_opens_no_gate() -> None:
    with pytest.raises(Invalid):
        rules.check_gate(
            measure(MeasureStage.LIVING_LAB), MeasureStage.IMPLEMENTATION,
            decision=decision(DecisionOutcome.ADOPTED, subject_id=2), body=Body(kind=BodyKind.DECIDES),
        )  # fmt: skip


def test_implementation_needs_all_four_levels() -> None:
    rules.check_levels_written([4, 1, 3, 2])
    with pytest.raises(Conflict):
        rules.check_levels_written([1, 2, 3])
