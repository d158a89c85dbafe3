"""Preparing, judging, proposing, confirming and giving back."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.action.prioritisation import commands, queries
from participation.action.prioritisation.commands import JudgementEntry, NewCriterion
from participation.action.prioritisation.models import (
    CriterionSource,
    Judgement,
    Perspective,
    PrioritisationState,
    RankedIdea,
)
from participation.core.actor import HOUSE, VISITOR, Role
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.ideas.commands import cast_vote, hide_idea, set_status
from participation.dialogue.ideas.models import IdeaStatus
from participation.dialogue.processes.queries import phases_of
from participation.people.bodies.models import Decision
from participation.people.departments.commands import grant_role
from participation.records.journal.queries import history_of
from tests.factories.dialogue import make_board
from tests.factories.people import make_account, make_staff, person
from tests.factories.prioritisation import (
    CRITERIA,
    entries,
    fresh,
    judge,
    make_judged_run,
    make_proposed_run,
    make_run,
    make_voted_idea,
)


def test_a_draft_is_seen_by_its_department_only_and_its_criteria_are_fixed_once_published(app: Flask) -> None:
    run = make_run(opened=False)
    assert queries.run_by_id(run.subject_id, VISITOR) is None
    new = (NewCriterion("Unterstützungen", 40, source=CriterionSource.VOTES), NewCriterion("Nutzen", 60))
    with transaction():
        commands.revise_run(run, title="Neu", body_id=run.body_id, criteria=new, actor=HOUSE, version=1)
        commands.open_run(run, actor=HOUSE)
        commands.open_run(run, actor=HOUSE)
    head = queries.run_by_id(run.subject_id, VISITOR)
    assert head is not None
    assert [(c.name, float(c.weight)) for c in head.run.criteria] == [("Unterstützungen", 0.4), ("Nutzen", 0.6)]
    with pytest.raises(Conflict), transaction():
        commands.revise_run(run, title="x", body_id=run.body_id, criteria=CRITERIA, actor=HOUSE, version=3)
    assert [h.event for h in history_of(run.subject_id)] == ["PrioritisationCreated", "CriteriaPublished"]


def test_only_editors_of_the_department_prepare(app: Flask) -> None:
    run, ideas = make_judged_run()
    stranger = person(make_staff(Role.EDITOR, scope_id=run.board_id))
    with pytest.raises(NotAllowed), transaction():
        commands.propose_ranking(run, actor=stranger)
    with pytest.raises(NotAllowed), transaction():
        commands.judge_idea(run, ideas[0].subject_id, entries=[], actor=stranger)


@pytest.mark.parametrize(
    "criteria",
    [
        (CRITERIA[0], NewCriterion("Nutzen", 60)),
        (CRITERIA[0], NewCriterion("Nutzen", 35), NewCriterion("Nutzen", 35)),
        (CRITERIA[0], NewCriterion("Nutzen", 70, perspectives=())),
    ],
)
def test_criteria_that_do_not_fit_are_refused(app: Flask, criteria: tuple[NewCriterion, ...]) -> None:
    board, body_id = make_board(), make_run().body_id
    with pytest.raises(Invalid), transaction():
        commands.create_run(board, title="x", body_id=body_id, criteria=criteria, actor=HOUSE)


def test_public_ideas_with_enough_supports_take_part(app: Flask) -> None:
    board = make_board()
    kept, hidden, declined, few = (make_voted_idea(board, votes) for votes in (9, 9, 9, 2))
    with transaction():
        hide_idea(hidden, actor=HOUSE, reason="nennt eine Person")
        set_status(declined, IdeaStatus.DECLINED, actor=HOUSE)
    run = make_run(board, minimum_votes=3)
    assert [c.idea_id for c in queries.candidates_of(run)] == [kept.subject_id]
    with pytest.raises(Invalid), transaction():
        commands.judge_idea(run, few.subject_id, entries=entries(run, [1, 1, 1]), actor=HOUSE)


def test_a_judgement_needs_a_score_a_reason_and_the_newest_version(app: Flask) -> None:
    board = make_board()
    idea, run = make_voted_idea(board, 3), make_run(board)
    cell = run.criteria[1].id
    votes = run.criteria[0].id
    bad = [
        JudgementEntry(cell, Perspective.DEPARTMENT, 11, "zu viel"),
        JudgementEntry(cell, Perspective.DEPARTMENT, 5, "  "),
        JudgementEntry(cell, Perspective.PUBLIC, 5, "diese Sicht ist nicht gefragt"),
        JudgementEntry(votes, Perspective.DEPARTMENT, 5, "Unterstützungen urteilt niemand"),
    ]
    for entry in bad:
        with pytest.raises(Invalid), transaction():
            commands.judge_idea(run, idea.subject_id, entries=[entry], actor=HOUSE)
    good = JudgementEntry(cell, Perspective.DEPARTMENT, 5, "spart viel Wasser")
    with transaction():
        assert commands.judge_idea(run, idea.subject_id, entries=[good], actor=HOUSE) == 1
        assert commands.judge_idea(run, idea.subject_id, entries=[good], actor=HOUSE) == 0
    stale = JudgementEntry(cell, Perspective.DEPARTMENT, 6, "anders", version=0)
    with pytest.raises(Conflict), transaction():
        commands.judge_idea(run, idea.subject_id, entries=[stale], actor=HOUSE)


def test_before_the_criteria_are_published_nobody_judges(app: Flask) -> None:
    board = make_board()
    idea, run = make_voted_idea(board, 3), make_run(board, opened=False)
    with pytest.raises(Conflict), transaction():
        commands.judge_idea(run, idea.subject_id, entries=entries(run, [1, 1, 1]), actor=HOUSE)


def test_a_ranking_is_proposed_when_all_judgements_are_there(app: Flask) -> None:
    board = make_board()
    first, second = make_voted_idea(board, 20), make_voted_idea(board, 10)
    run = make_run(board)
    judge(run, {first.subject_id: [8, 6, 5]})
    with pytest.raises(Conflict) as refusal, transaction():
        commands.propose_ranking(run, actor=HOUSE)
    assert "fehlende Urteile: 3" in str(refusal.value)
    judge(run, {second.subject_id: [2, 2, 5]})
    with transaction():
        commands.propose_ranking(run, actor=HOUSE)
        commands.propose_ranking(run, actor=HOUSE)
    lines = queries.kept_ranking(fresh(run))
    assert [(line.idea_id, line.place, round(line.score, 2)) for line in lines] == [
        (first.subject_id, 1, 7.5), (second.subject_id, 2, 3.5),
    ]  # fmt: skip
    assert [round(part.points, 2) for part in lines[0].parts] == [3.0, 3.5, 1.0]
    assert queries.places_of(first.subject_id) == [(run.subject_id, 1, run.title)]


def test_an_empty_run_is_not_proposed(app: Flask) -> None:
    run = make_run()
    with pytest.raises(Conflict), transaction():
        commands.propose_ranking(run, actor=HOUSE)


def test_votes_after_the_proposal_change_nothing_in_it(app: Flask) -> None:
    run, ideas = make_proposed_run()
    before = queries.kept_ranking(run)
    voter = person(make_account())
    with transaction():
        cast_vote(ideas[2], actor=voter, phases=phases_of(make_process_id(run)))
    after = queries.kept_ranking(fresh(run))
    assert [(x.idea_id, x.score, x.votes) for x in before] == [(x.idea_id, x.score, x.votes) for x in after]
    with pytest.raises(Conflict), transaction():
        commands.judge_idea(run, ideas[0].subject_id, entries=entries(run, [1, 1, 1]), actor=HOUSE)


def make_process_id(run) -> int:  # type: ignore[no-untyped-def]
    head = queries.run_by_id(run.subject_id, HOUSE)
    assert head is not None
    return head.process_id


def test_the_ranking_can_be_computed_again_from_its_published_inputs(app: Flask) -> None:
    run, _ = make_proposed_run(ideas=5)
    assert run.inputs is not None
    again = queries.ranking_from_inputs(run.inputs)
    kept = queries.kept_ranking(run)
    assert [(r.idea_id, r.place, float(r.score), r.best, r.worst) for r in again] == [
        (line.idea_id, line.place, line.score, line.best, line.worst) for line in kept
    ]


def test_inputs_hold_numbers_only(app: Flask) -> None:
    run, ideas = make_proposed_run()
    assert ideas[0].title not in str(run.inputs)
    assert "weil es so beraten wurde" not in str(run.inputs)


def test_proposing_and_confirming_takes_two_people(app: Flask) -> None:
    run, _ = make_judged_run()
    head = queries.run_by_id(run.subject_id, HOUSE)
    assert head is not None
    both = make_staff(Role.EDITOR, head.department_id)
    with transaction():
        grant_role(both.id, Role.BODY_MEMBER, scope_id=run.body_id, actor=HOUSE)
    actor = person(both)
    with transaction():
        commands.propose_ranking(run, actor=actor)
    with pytest.raises(NotAllowed) as refusal, transaction():
        commands.confirm_ranking(run, reason="passt", actor=actor)
    assert "jemand anderes" in str(refusal.value)
    member = person(make_staff(Role.BODY_MEMBER, run.body_id))
    with transaction():
        commands.confirm_ranking(run, reason="passt", actor=member)
    done = fresh(run)
    assert done.state is PrioritisationState.CONFIRMED
    assert done.decision_id is not None
    with transaction():
        commands.confirm_ranking(run, reason="passt", actor=member)
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 1


def test_only_the_named_body_confirms_and_only_what_is_proposed(app: Flask) -> None:
    run, _ = make_judged_run()
    member = person(make_staff(Role.BODY_MEMBER, run.body_id))
    with pytest.raises(InvalidTransition), transaction():
        commands.confirm_ranking(run, reason="zu früh", actor=member)
    with transaction():
        commands.propose_ranking(run, actor=HOUSE)
    other = person(make_staff(Role.BODY_MEMBER, make_run().body_id))
    with pytest.raises(NotAllowed), transaction():
        commands.confirm_ranking(run, reason="fremd", actor=other)
    with pytest.raises(Invalid), transaction():
        commands.confirm_ranking(run, reason=" ", actor=member)


def test_a_body_gives_a_ranking_back_and_it_is_worked_on_again(app: Flask) -> None:
    run, ideas = make_proposed_run()
    member = person(make_staff(Role.BODY_MEMBER, run.body_id))
    with transaction():
        commands.return_ranking(run, reason="Die Kosten fehlen.", actor=member)
    again = fresh(run)
    assert (again.state, again.inputs) == (PrioritisationState.OPEN, None)
    assert db.session.scalar(select(func.count()).select_from(RankedIdea)) == 0
    assert db.session.scalar(select(func.count()).select_from(Judgement)) == 9
    with transaction():
        changed = [
            JudgementEntry(j.criterion_id, j.perspective, 1, "neu bedacht", version=j.version)
            for j in queries.judgements_on(again, ideas[0].subject_id).values()
        ]
        commands.judge_idea(again, ideas[0].subject_id, entries=changed, actor=HOUSE)
        commands.propose_ranking(again, actor=HOUSE)
    assert queries.kept_ranking(fresh(run))[0].idea_id == ideas[1].subject_id


def test_an_idea_that_is_hidden_later_keeps_its_place_without_its_words(app: Flask) -> None:
    run, ideas = make_proposed_run()
    with transaction():
        hide_idea(ideas[0], actor=HOUSE, reason="nennt eine Person")
    line = queries.kept_ranking(fresh(run))[0]
    assert (line.idea_id, line.title) == (ideas[0].subject_id, "")


def test_balance_counts_and_leaves_out_what_has_none() -> None:
    assert queries.balance_of(["West", "", "Ost", "West"]) == [("West", 2), ("Ost", 1)]
