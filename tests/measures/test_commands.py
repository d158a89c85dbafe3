"""Taking on, promoting, editing, moving measures; their levels and sources."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.action.measures.commands import (
    add_source,
    change_stage,
    create_measure,
    edit_measure,
    fix_target_levels,
    promote_idea,
    take_on_result,
    write_target_levels,
)
from participation.action.measures.models import FormerTargetLevel, MeasureStage, StageChange
from participation.action.measures.queries import measure_by_slug, target_levels
from participation.core.actor import HOUSE, VISITOR, Role
from participation.core.clock import today
from participation.core.database import db
from participation.core.errors import Conflict, DomainError, Invalid, InvalidTransition, NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.workshops.commands import hide_note
from participation.people.bodies.models import DecisionOutcome
from participation.records.journal.queries import history_of
from participation.records.subjects.models import Audience, Link, LinkKind, Subject
from participation.records.subjects.queries import what_grew_from, what_it_grew_from
from tests.factories.action import CONDITIONS, make_decision, make_editor, make_measure, move_measure
from tests.factories.dialogue import make_board, make_idea, make_process
from tests.factories.people import make_department, make_staff, person
from tests.factories.workshops import make_note, make_prototype, make_workshop


def test_a_promoted_idea_and_its_measure_show_each_other(app: Flask) -> None:
    idea = make_idea(title="Trinkbrunnen am Ufer")
    department_id = db.session.get_one(Subject, idea.subject_id).department_id
    moderator = person(make_staff(Role.MODERATOR, department_id))
    with transaction():
        measure = promote_idea(idea, actor=moderator, department_id=department_id, reason="Die Leitung liegt schon.")
    assert (measure.title, measure.stage) == ("Trinkbrunnen am Ufer", MeasureStage.IDEA)
    assert db.session.get_one(Idea, idea.subject_id).status is IdeaStatus.PROMOTED
    assert [s.subject_id for s in what_it_grew_from(VISITOR, measure.subject_id)] == [idea.subject_id]
    assert [s.subject_id for s in what_grew_from(VISITOR, idea.subject_id)] == [measure.subject_id]
    assert "IdeaPromoted" in [h.event for h in history_of(idea.subject_id)]
    with pytest.raises(Conflict), transaction():
        promote_idea(idea, actor=moderator, department_id=department_id, reason="noch einmal")


def test_nobody_takes_something_on_for_another_department(app: Flask) -> None:
    idea = make_idea()
    department_id = db.session.get_one(Subject, idea.subject_id).department_id
    other = make_department().subject_id
    moderator = person(make_staff(Role.MODERATOR, department_id))
    with pytest.raises(NotAllowed), transaction():
        promote_idea(idea, actor=moderator, department_id=other, reason="weil")
    stranger = person(make_staff(Role.MODERATOR, other))
    with pytest.raises(NotAllowed), transaction():
        promote_idea(idea, actor=stranger, department_id=other, reason="weil")


def test_an_own_need_is_a_source_too(app: Flask) -> None:
    department = make_department("Mobilität")
    with transaction():
        measure = create_measure(
            "Zählstelle", department_id=department.subject_id, actor=HOUSE, reason="Es fehlen Zahlen.",
            need="Wir wissen nicht, wie viele hier fahren.", send_key="einmal",
        )  # fmt: skip
        again = create_measure(
            "Zählstelle", department_id=department.subject_id, actor=HOUSE, reason="x", send_key="einmal"
        )
    assert again.subject_id == measure.subject_id
    [source] = what_it_grew_from(VISITOR, measure.subject_id)
    assert (source.subject_id, source.reason) == (department.subject_id, "Wir wissen nicht, wie viele hier fahren.")


def test_a_result_of_a_workshop_is_a_source(app: Flask) -> None:
    workshop = make_workshop(open_to=1)
    note, card, department = make_note(workshop), make_prototype(workshop), make_department()
    liaison = person(make_staff(Role.LIAISON, department.subject_id))
    for result in (note, card):
        for _ in range(2):
            with transaction():
                measure = take_on_result(
                    result.subject_id, "Segel", department_id=department.subject_id, actor=liaison,
                    reason="Es hält.", send_key=f"einmal-{result.subject_id}",
                )  # fmt: skip
        assert [s.subject_id for s in what_it_grew_from(VISITOR, measure.subject_id)] == [result.subject_id]
        assert [h.event for h in history_of(measure.subject_id)].count("SourceAdded") == 1
    for nothing in (make_idea().subject_id, department.subject_id, 10**9):
        with pytest.raises(Invalid), transaction():
            take_on_result(nothing, "Segel", department_id=department.subject_id, actor=liaison, reason="weil")
    with transaction():
        hide_note(note, actor=HOUSE, reason="Nennt eine Person.")
    with pytest.raises(Invalid), transaction():
        take_on_result(note.subject_id, "Segel", department_id=department.subject_id, actor=liaison, reason="weil")


def test_two_measures_of_one_title_have_addresses_of_their_own(app: Flask) -> None:
    first, second = make_measure(title="Grüne Welle"), make_measure(title="Grüne Welle")
    assert first.slug == "gruene-welle"
    assert second.slug == f"gruene-welle-{second.subject_id}"


def test_a_stale_edit_is_refused_and_changes_nothing(app: Flask) -> None:
    measure = make_measure(aim="Bessere Luft")
    editor = person(make_editor(measure))
    with transaction():
        edit_measure(measure, actor=editor, version=1, aim="Saubere Luft")
    with pytest.raises(Conflict), transaction():
        edit_measure(measure, actor=editor, version=1, aim="Andere Luft")
    found = measure_by_slug(measure.slug, VISITOR)
    assert found is not None
    assert (found.aim, found.version) == ("Saubere Luft", 2)
    [edited] = history_of(measure.subject_id, events=["MeasureEdited"])
    assert edited.details == {"before": {"aim": "Bessere Luft"}}


def test_a_gate_opens_with_a_decision_and_fixes_the_levels(app: Flask) -> None:
    measure = make_measure(stage=MeasureStage.LIVING_LAB)
    editor = person(make_editor(measure))
    with pytest.raises(Invalid), transaction():
        change_stage(
            measure, MeasureStage.IMPLEMENTATION, changed_on=today(), reason="los", actor=editor, decided_by="wir"
        )
    decision = make_decision(measure.subject_id)
    with transaction():
        change = change_stage(
            measure, MeasureStage.IMPLEMENTATION, changed_on=today(), reason="los", actor=editor,
            decision_id=decision.id,
        )  # fmt: skip
    assert change.decided_by.startswith("Gremium")
    assert measure.levels_fixed_at is not None
    with pytest.raises(Invalid), transaction():
        change_stage(
            measure, MeasureStage.OPERATION, changed_on=today(), reason="weiter", actor=editor, decision_id=decision.id
        )
    adjourned = make_decision(measure.subject_id, outcome=DecisionOutcome.ADJOURNED)
    with pytest.raises(Invalid), transaction():
        change_stage(
            measure, MeasureStage.OPERATION, changed_on=today(), reason="weiter", actor=editor, decision_id=adjourned.id
        )


def test_implementation_does_not_start_before_the_levels_are_written(app: Flask) -> None:
    measure = make_measure(levels=False, stage=MeasureStage.LIVING_LAB)
    decision = make_decision(measure.subject_id)
    with pytest.raises(Conflict), transaction():
        change_stage(
            measure, MeasureStage.IMPLEMENTATION, changed_on=today(), reason="los", actor=HOUSE, decision_id=decision.id
        )


def test_levels_can_be_fixed_before_for_a_trial_that_is_measured_by_them(app: Flask) -> None:
    bare, measure = make_measure(levels=False), make_measure(stage=MeasureStage.LIVING_LAB)
    with pytest.raises(Conflict), transaction():
        fix_target_levels(bare, actor=HOUSE)
    with pytest.raises(NotAllowed), transaction():
        fix_target_levels(measure, actor=VISITOR)
    for _ in range(2):
        with transaction():
            fix_target_levels(measure, actor=HOUSE)
    assert measure.levels_fixed_at is not None
    assert [h.event for h in history_of(measure.subject_id)].count("TargetLevelsFixed") == 1
    with pytest.raises(Invalid), transaction():
        write_target_levels(measure, {4: "Fast alle laufen."}, actor=HOUSE)


def test_fixed_levels_keep_their_old_text_when_they_change(app: Flask) -> None:
    measure = make_measure(stage=MeasureStage.LIVING_LAB)
    with transaction():
        write_target_levels(measure, {1: "Geplant."}, actor=HOUSE)
    assert target_levels(measure.subject_id)[0].former == ()
    move_measure(measure, MeasureStage.IMPLEMENTATION)
    with pytest.raises(Invalid), transaction():
        write_target_levels(measure, {4: "Fast alle laufen."}, actor=HOUSE)
    with transaction():
        write_target_levels(measure, {4: "Fast alle laufen."}, actor=HOUSE, reason="Ein Mast fiel um.")
    level = target_levels(measure.subject_id)[3]
    assert level.condition == "Fast alle laufen."
    assert [(f.condition, f.reason) for f in level.former] == [(CONDITIONS[4], "Ein Mast fiel um.")]
    assert db.session.scalar(select(func.count()).select_from(FormerTargetLevel)) == 1


def test_regular_operation_realises_the_ideas_that_it_grew_from(app: Flask) -> None:
    idea, measure = make_idea(), make_measure(stage=MeasureStage.IMPLEMENTATION)
    with transaction():
        add_source(measure, source_id=idea.subject_id, actor=HOUSE, reason="Der Ort stammt daraus.")
        add_source(measure, source_id=idea.subject_id, actor=HOUSE, reason="doppelt")
    links = select(func.count()).select_from(Link).where(Link.kind == LinkKind.GREW_FROM)
    assert db.session.scalar(links.where(Link.target_id == measure.subject_id)) == 1
    move_measure(measure, MeasureStage.OPERATION)
    assert db.session.get_one(Idea, idea.subject_id).status is IdeaStatus.REALISED


def test_only_editors_of_the_department_move_a_measure(app: Flask) -> None:
    measure = make_measure()
    for actor in (VISITOR, person(make_staff(Role.EDITOR, make_department().subject_id))):
        with pytest.raises(NotAllowed), transaction():
            change_stage(
                measure, MeasureStage.PROTOTYPE, changed_on=today(), reason="weil", actor=actor, decided_by="ich"
            )


def test_parallel_identical_stage_changes_leave_one_row(live_app: Flask) -> None:
    with live_app.app_context():
        measure = make_measure(started_on=today() - timedelta(days=5))
        slug, measure_id = measure.slug, measure.subject_id
        db.session.remove()
    outcomes: list[str] = []
    start = threading.Barrier(8)

    def move() -> None:
        with live_app.app_context():
            start.wait()
            try:
                with transaction():
                    found = measure_by_slug(slug, HOUSE)
                    assert found is not None
                    change_stage(
                        found, MeasureStage.PROJECT_IDEA, changed_on=today(), reason="weil", actor=HOUSE,
                        decided_by="Koordinierungsrunde",
                    )  # fmt: skip
                outcomes.append("moved")
            except InvalidTransition:
                outcomes.append("refused")
            except DomainError as error:
                outcomes.append(str(error))
            finally:
                db.session.remove()

    threads = [threading.Thread(target=move) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["moved", *["refused"] * 7]
    with live_app.app_context():
        rows = db.session.scalars(
            select(StageChange.position).where(StageChange.measure_id == measure_id).order_by(StageChange.position)
        ).all()
        assert list(rows) == [1, 2]
        db.session.remove()


def test_a_measure_takes_no_source_that_its_editor_may_not_see(app: Flask) -> None:
    measure = make_measure()
    editor = person(make_editor(measure))
    board = make_board(make_process(audience=Audience.INTERNAL))
    idea = make_idea(board)
    with pytest.raises(Invalid), transaction():
        add_source(measure, source_id=idea.subject_id, actor=editor, reason="Der Ort stammt daraus.")
    assert db.session.get_one(Idea, idea.subject_id).status is IdeaStatus.SUBMITTED
