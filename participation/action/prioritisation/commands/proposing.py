"""An editor proposes the ranking: its inputs and places are kept as they are at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.action.prioritisation.commands.keeping import check_editor, locked_run
from participation.action.prioritisation.events import RankingProposed
from participation.action.prioritisation.models import Prioritisation, PrioritisationState, RankedIdea
from participation.action.prioritisation.queries import candidates_of, weights_of
from participation.action.prioritisation.rules import running
from participation.action.prioritisation.rules.explaining import explain
from participation.action.prioritisation.rules.scoring import Candidate, Ranked, Weighted, rank
from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.transitions import check_move
from participation.records.journal.commands import record
from participation.records.subjects.commands import change_subject


def propose_ranking(run: Prioritisation, *, actor: Actor) -> None:
    """Propose the ranking to the body; a second time changes nothing.

    Raises Conflict while judgements are missing.
    """
    check_editor(run.subject_id, actor)
    row = locked_run(run.subject_id)
    if row.state is PrioritisationState.PROPOSED:
        return
    check_move(running.MOVES, row.state, PrioritisationState.PROPOSED)  # type: ignore[arg-type]
    criteria, candidates = weights_of(row), candidates_of(row)
    running.check_complete(candidates, criteria)
    for ranked in rank(candidates, criteria):
        db.session.add(_kept(row, ranked, count=len(candidates)))
    row.inputs = inputs_of(row, candidates, criteria)
    row.state, row.proposed_at, row.proposed_by_id = PrioritisationState.PROPOSED, now(), actor.account_id
    row.version += 1
    change_subject(row.subject_id)
    db.session.flush()
    record(RankingProposed(row.subject_id), actor=actor, role="editor")


def inputs_of(run: Prioritisation, candidates: Sequence[Candidate], criteria: Sequence[Weighted]) -> dict[str, Any]:
    """All numbers that the ranking was made from, as JSON; whoever has them can compute it again."""
    return {
        "rule": run.rule,
        "minimum_votes": run.minimum_votes,
        "criteria": [
            {"slug": c.slug, "name": c.name, "weight": str(float(c.weight)), "source": c.source.value,
             "perspectives": [p.value for p in c.perspectives]}
            for c in criteria
        ],
        "ideas": [
            {"id": c.idea_id, "votes": c.votes, "submitted_at": c.submitted_at.isoformat(),
             "judgements": [
                 {"criterion": slug, "perspective": perspective.value, "score": score}
                 for (slug, perspective), score in sorted(c.judgements.items())
             ]}
            for c in candidates
        ],
    }  # fmt: skip


def _kept(run: Prioritisation, ranked: Ranked, *, count: int) -> RankedIdea:
    parts = [
        {"slug": p.slug, "name": p.name, "weight": float(p.weight), "value": float(p.value), "points": float(p.points),
         "mean": float(p.mean)}
        for p in ranked.parts
    ]  # fmt: skip
    return RankedIdea(
        prioritisation_id=run.subject_id, idea_id=ranked.idea_id, place=ranked.place, score=float(ranked.score),
        shares={"parts": parts, "best": ranked.best, "worst": ranked.worst}, explanation=explain(ranked, count=count),
    )  # fmt: skip
