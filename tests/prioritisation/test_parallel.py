"""Fifty people of a body confirm at once: one decision."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from participation.action.prioritisation import commands
from participation.action.prioritisation.models import Judgement, Prioritisation, PrioritisationState
from participation.action.prioritisation.queries import run_by_id
from participation.core.actor import HOUSE, Role
from participation.core.database import db
from participation.core.errors import Conflict
from participation.core.transactions import transaction
from participation.people.bodies.models import Decision
from participation.records.journal.queries import history_of
from tests.factories.dialogue import make_board
from tests.factories.people import make_staff, person
from tests.factories.prioritisation import entries, make_judged_run, make_proposed_run, make_run, make_voted_idea
from tests.parallel import at_once


def seen(run_id: int) -> Prioritisation:
    found = run_by_id(run_id, HOUSE)
    assert found is not None
    return found.run


def test_a_ranking_is_confirmed_once(live_app: Flask) -> None:
    with live_app.app_context():
        run, _ = make_proposed_run()
        run_id = run.subject_id
        members = [person(make_staff(Role.BODY_MEMBER, run.body_id)) for _ in range(2)]

    def confirm(number: int) -> None:
        with transaction():
            commands.confirm_ranking(seen(run_id), reason="So beschlossen.", actor=members[number % 2])

    assert at_once(live_app, confirm) == [None] * 50
    with live_app.app_context():
        assert seen(run_id).state is PrioritisationState.CONFIRMED
        assert db.session.scalar(select(func.count()).select_from(Decision)) == 1
        assert [h.event for h in history_of(run_id)].count("RankingConfirmed") == 1


def test_a_ranking_is_proposed_once(live_app: Flask) -> None:
    with live_app.app_context():
        run, _ = make_judged_run()
        run_id = run.subject_id

    def propose(_: int) -> None:
        with transaction():
            commands.propose_ranking(seen(run_id), actor=HOUSE)

    assert at_once(live_app, propose) == [None] * 50
    with live_app.app_context():
        assert [h.event for h in history_of(run_id)].count("RankingProposed") == 1


def test_a_judgement_is_entered_once_and_never_overwritten_unseen(live_app: Flask) -> None:
    with live_app.app_context():
        board = make_board()
        idea_id, run = make_voted_idea(board, 3).subject_id, make_run(board)
        run_id = run.subject_id
        forms = [entries(run, [score, score, score]) for score in (3, 7)]

    def enter(number: int) -> int:
        with transaction():
            return commands.judge_idea(seen(run_id), idea_id, entries=forms[number % 2], actor=HOUSE)

    answers = at_once(live_app, enter)
    assert [answer for answer in answers if answer == 3] == [3]
    assert all(answer in (0, 3) or isinstance(answer, Conflict) for answer in answers), answers
    with live_app.app_context():
        assert len(set(db.session.scalars(select(Judgement.score)))) == 1
        assert db.session.scalar(select(func.count()).select_from(Judgement)) == 3
