"""What goes into a ranking: criteria, ideas with their supports, judgements with their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, select

from participation.action.prioritisation.models import Criterion, Judgement, Perspective, Prioritisation
from participation.action.prioritisation.rules.scoring import Candidate, Weighted
from participation.core.database import db
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.ideas.queries import there_for_all

LEFT_OUT = (IdeaStatus.DECLINED, IdeaStatus.MERGED, IdeaStatus.REALISED)


def weights_of(run: Prioritisation) -> list[Weighted]:
    """The criteria of a run as the formula takes them."""
    return [
        Weighted(c.slug, c.name, Fraction(c.weight), c.source, tuple(Perspective(p) for p in c.perspectives))
        for c in run.criteria
    ]


def candidates_of(run: Prioritisation) -> list[Candidate]:
    """The ideas that take part: public, not declined, merged or realised, with enough supports; oldest first."""
    ideas = db.session.execute(
        select(Idea.subject_id, Idea.votes, Idea.submitted_at)
        .where(
            Idea.board_id == run.board_id, there_for_all(), Idea.status.not_in(LEFT_OUT),
            Idea.votes >= run.minimum_votes,
        )
        .order_by(Idea.submitted_at, Idea.subject_id)
    ).all()  # fmt: skip
    found: dict[int, dict[tuple[str, Perspective], int]] = {idea_id: {} for idea_id, _, _ in ideas}
    for judgement, slug in db.session.execute(_judgements(run)):
        if judgement.idea_id in found:
            found[judgement.idea_id][slug, judgement.perspective] = judgement.score
    return [Candidate(idea_id, votes, at, found[idea_id]) for idea_id, votes, at in ideas]


def _judgements(run: Prioritisation) -> Select[*tuple[Any, ...]]:
    return (
        select(Judgement, Criterion.slug)
        .join(Criterion, Criterion.id == Judgement.criterion_id)
        .where(Criterion.prioritisation_id == run.subject_id)
        .order_by(Criterion.position, Judgement.perspective)
    )


def judgements_on(run: Prioritisation, idea_id: int) -> dict[tuple[int, Perspective], Judgement]:
    """The judgements on one idea, by criterion and perspective."""
    rows = db.session.execute(_judgements(run).where(Judgement.idea_id == idea_id))
    return {(j.criterion_id, j.perspective): j for j, _ in rows}


@dataclass(frozen=True)
class Reason:
    """One judgement as the page of the result shows it."""

    criterion: str
    perspective: Perspective
    score: int
    reason: str


def reasons_of(run: Prioritisation) -> dict[int, list[Reason]]:
    """All judgements of a run with their reasons, by idea."""
    names = {c.slug: c.name for c in run.criteria}
    found: dict[int, list[Reason]] = {}
    for judgement, slug in db.session.execute(_judgements(run)):
        found.setdefault(judgement.idea_id, []).append(
            Reason(names[slug], judgement.perspective, judgement.score, judgement.reason)
        )
    return found
