"""The way of an idea, both ways."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from participation.action.measures.commands import add_source
from participation.action.measures.models import MeasureStage
from participation.action.monitoring.commands import record_reached_level
from participation.core.actor import HOUSE, VISITOR
from participation.core.clock import today
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.ideas.commands import hide_idea, merge_idea
from participation.outreach.home.queries import Column, StepKind, steps_of, way_of
from tests.factories.action import make_goal, make_measure, make_publication, make_ratings, make_round
from tests.factories.dialogue import make_board, make_comment, make_idea


def titles(way, column: Column) -> set[str]:
    return {station.title for station in way.of(column)}


def test_the_way_leads_from_a_result_back_to_the_ideas_and_forward_again(app: Flask) -> None:
    goal, board = make_goal(), make_board()
    merged, idea, hidden = make_idea(board, title="Auch so"), make_idea(board, title="Sensor"), make_idea()
    make_comment(idea.subject_id)
    measure = make_measure(
        stage=MeasureStage.IMPLEMENTATION, title="Messnetz", goal_ids=[goal.subject_id], need="Es fehlen Zahlen.",
        started_on=today() - timedelta(days=3),
    )  # fmt: skip
    with transaction():
        merge_idea(merged, into=idea, actor=HOUSE, reason="dasselbe")
        for source in (idea, hidden):
            add_source(measure, source_id=source.subject_id, actor=HOUSE, reason="Der Ort.")
        hide_idea(hidden, actor=HOUSE, reason="Regelverstoß")
        record_reached_level(measure, 3, reached_on=today(), evidence="Protokoll", actor=HOUSE)
    round_ = make_round("Evaluation 2026")
    make_ratings(round_, measure.subject_id, 2)
    first = make_publication(round_)
    second = make_publication(round_, reason="Zahl berichtigt")
    db.session.expire_all()

    from_idea = way_of(idea.subject_id, VISITOR)
    assert titles(from_idea, Column.IDEA) == {"Sensor", "Auch so"}
    assert titles(from_idea, Column.MEASURE) == {"Messnetz"}
    [result] = from_idea.of(Column.RESULT)
    assert (result.subject_id, result.number, result.level) == (second.subject_id, 2, 2)
    [level] = from_idea.of(Column.LEVEL)
    assert level.level == 3
    assert from_idea.goals[0].title == goal.name

    from_measure = way_of(measure.subject_id, VISITOR)
    assert titles(from_measure, Column.IDEA) == {"Sensor", "Auch so"}
    assert len(from_measure.of(Column.NEED)) == 1
    assert from_measure.comments == 1

    from_result = way_of(first.subject_id, VISITOR)
    assert titles(from_result, Column.IDEA) == {"Sensor", "Auch so"}

    kinds = [step.kind for step in steps_of(from_measure)]
    assert kinds.count(StepKind.SUBMITTED) == 2
    assert {StepKind.STAGE, StepKind.LEVEL, StepKind.PUBLISHED} <= set(kinds)


def test_something_alone_has_no_way(app: Flask) -> None:
    assert not way_of(make_idea().subject_id, VISITOR).is_long


def test_a_goal_is_no_crossing(app: Flask) -> None:
    goal = make_goal()
    rated = make_measure(stage=MeasureStage.IMPLEMENTATION, goal_ids=[goal.subject_id])
    other = make_measure(goal_ids=[goal.subject_id])
    round_ = make_round()
    make_ratings(round_, rated.subject_id, 3)
    publication = make_publication(round_)
    assert not way_of(other.subject_id, VISITOR).of(Column.RESULT)
    assert [s.subject_id for s in way_of(publication.subject_id, VISITOR).of(Column.MEASURE)] == [rated.subject_id]
    assert {s.subject_id for s in way_of(goal.subject_id, VISITOR).of(Column.MEASURE)} == {
        rated.subject_id, other.subject_id,
    }  # fmt: skip
    assert way_of(goal.subject_id, VISITOR).of(Column.RESULT)
