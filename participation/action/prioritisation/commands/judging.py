"""Editors enter how well an idea meets a criterion, seen by whom, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from participation.action.prioritisation.commands.keeping import check_editor, locked_run
from participation.action.prioritisation.events import IdeaJudged
from participation.action.prioritisation.models import Criterion, Judgement, Perspective, Prioritisation
from participation.action.prioritisation.queries import candidates_of
from participation.action.prioritisation.rules import running, scoring
from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.records.journal.commands import record


@dataclass(frozen=True)
class JudgementEntry:
    """A judgement as it was typed in; `version` is the one that the form showed, 0 where there was none yet."""

    criterion_id: int
    perspective: Perspective
    score: int
    reason: str
    version: int = 0


def judge_idea(run: Prioritisation, idea_id: int, *, entries: Sequence[JudgementEntry], actor: Actor) -> int:
    """Enter judgements on one idea; returns how many were new or changed.

    Raises Conflict where somebody else changed one in the meantime or the ranking is proposed, Invalid where a score
    is not between 0 and 10, a reason is missing, or the idea does not take part.
    """
    check_editor(run.subject_id, actor)
    row = locked_run(run.subject_id)
    running.check_open(row)
    if idea_id not in {candidate.idea_id for candidate in candidates_of(row)}:
        raise Invalid("Diese Idee nimmt an diesem Lauf nicht teil.")
    known = _known(row, idea_id)
    criteria = {criterion.id: criterion for criterion in row.criteria}
    return sum(_enter(entry, idea_id, known, criteria, actor) for entry in entries)


def _known(run: Prioritisation, idea_id: int) -> dict[tuple[int, Perspective], Judgement]:
    judgements = db.session.scalars(
        select(Judgement)
        .where(Judgement.idea_id == idea_id, Judgement.criterion_id.in_([c.id for c in run.criteria]))
        .execution_options(populate_existing=True)
    )
    return {(j.criterion_id, j.perspective): j for j in judgements}


def _enter(
    entry: JudgementEntry, idea_id: int, known: dict[tuple[int, Perspective], Judgement],
    criteria: dict[int, Criterion], actor: Actor,
) -> bool:  # fmt: skip
    criterion = criteria.get(entry.criterion_id)
    if criterion is None or entry.perspective.value not in criterion.perspectives:
        raise Invalid("Dieses Kriterium wird aus dieser Sicht nicht beurteilt.")
    if not 0 <= entry.score <= scoring.TOP:
        raise Invalid("Urteile müssen zwischen 0 und 10 liegen.", field="score")
    if not entry.reason.strip():
        raise Invalid("Jedes Urteil braucht einen Grund.", field="reason")
    found = known.get((entry.criterion_id, entry.perspective))
    if found is not None and (found.score, found.reason) == (entry.score, entry.reason.strip()):
        return False
    if (found.version if found else 0) != entry.version:
        raise Conflict("Jemand hat dieses Urteil inzwischen geändert. Bitte laden Sie die Seite neu.")
    if found is None:
        found = Judgement(criterion_id=criterion.id, idea_id=idea_id, perspective=entry.perspective, version=0)
        db.session.add(found)
    found.score, found.reason, found.judged_at = entry.score, entry.reason.strip(), now()
    found.actor_ref, found.version = actor.actor_ref, found.version + 1
    db.session.flush()
    event = IdeaJudged(
        criterion.prioritisation_id, idea_id=idea_id, criterion_id=criterion.id, perspective=entry.perspective,
        score=entry.score,
    )  # fmt: skip
    record(event, actor=actor, role="editor")
    return True
