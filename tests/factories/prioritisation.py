"""Runs over a board, with judgements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from sqlalchemy import select, update

from participation.action.prioritisation import commands
from participation.action.prioritisation.commands import JudgementEntry, NewCriterion
from participation.action.prioritisation.models import Criterion, CriterionSource, Perspective, Prioritisation
from participation.action.prioritisation.queries import run_by_id
from participation.core.actor import HOUSE, Actor
from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.models import Idea
from tests.factories.action import make_body
from tests.factories.dialogue import make_board, make_idea

_numbers = count(1)
CRITERIA = (
    NewCriterion("Unterstützungen", 30, source=CriterionSource.VOTES),
    NewCriterion("Wirkung fürs Klima", 50, perspectives=(Perspective.DEPARTMENT, Perspective.ADVISORY)),
    NewCriterion("Machbarkeit", 20, description="Lässt sich die Idee in zwei Jahren umsetzen?"),
)


def make_run(board: Board | None = None, *, opened: bool = True, **values: Any) -> Prioritisation:
    """A run over a board whose criteria are published."""
    number = next(_numbers)
    body_id = values.pop("body_id", None) or make_body(f"Lenkungsgruppe {number}").subject_id
    board = board or make_board()
    with transaction():
        run = commands.create_run(
            board, title=values.pop("title", f"Welche Ideen kommen zuerst? ({number})"), body_id=body_id,
            criteria=values.pop("criteria", CRITERIA), actor=HOUSE, **values,
        )  # fmt: skip
        if opened:
            commands.open_run(run, actor=HOUSE)
    return fresh(run)


def fresh(run: Prioritisation) -> Prioritisation:
    """The run with its criteria, as it is now."""
    db.session.expire_all()
    head = run_by_id(run.subject_id, HOUSE)
    assert head is not None
    return head.run


def make_voted_idea(board: Board, votes: int, **values: Any) -> Idea:
    """An idea with a number of supports that were counted on site."""
    idea = make_idea(board, **values)
    with transaction():
        changed = update(Idea).where(Idea.subject_id == idea.subject_id)
        db.session.execute(changed.values(votes=votes, votes_offline=votes))
    return idea


def entries(run: Prioritisation, scores: Sequence[int]) -> list[JudgementEntry]:
    """Judgements on every criterion and perspective of a run, in order."""
    wanted = select(Criterion).where(Criterion.prioritisation_id == run.subject_id).order_by(Criterion.position)
    cells = [(c.id, Perspective(p)) for c in db.session.scalars(wanted) for p in c.perspectives]
    return [
        JudgementEntry(criterion_id, perspective, score, f"{score} von 10, weil es so beraten wurde.")
        for (criterion_id, perspective), score in zip(cells, scores, strict=True)
    ]


def judge(run: Prioritisation, scores: Mapping[int, Sequence[int]], *, actor: Actor = HOUSE) -> None:
    """Enter judgements by idea, in the order of criteria and perspectives."""
    with transaction():
        for idea_id, given in scores.items():
            commands.judge_idea(run, idea_id, entries=entries(run, given), actor=actor)


def make_judged_run(*, ideas: int = 3, **values: Any) -> tuple[Prioritisation, list[Idea]]:
    """An open run with some ideas, all judged; the first idea comes first."""
    board = values.pop("board", None) or make_board()
    made = [make_voted_idea(board, votes=10 * (ideas - n), title=f"Idee {n + 1} am Ufer") for n in range(ideas)]
    run = make_run(board, **values)
    judge(run, {idea.subject_id: [max(0, 9 - 2 * n), max(0, 8 - 2 * n), 6] for n, idea in enumerate(made)})
    return fresh(run), made


def make_proposed_run(*, actor: Actor = HOUSE, **values: Any) -> tuple[Prioritisation, list[Idea]]:
    """A run whose ranking is proposed."""
    run, ideas = make_judged_run(**values)
    with transaction():
        commands.propose_ranking(run, actor=actor)
    return fresh(run), ideas
