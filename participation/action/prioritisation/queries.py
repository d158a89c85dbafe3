"""Finding runs, what goes into them, and their rankings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from participation.action.prioritisation.models import (
    Criterion,
    CriterionSource,
    Judgement,
    Perspective,
    Prioritisation,
    RankedIdea,
)
from participation.action.prioritisation.rules.explaining import explain
from participation.action.prioritisation.rules.scoring import Candidate, Ranked, Weighted, rank
from participation.core.actor import Actor, Role
from participation.core.database import db
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.processes.models import Process
from participation.people.bodies.models import Body
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import visible_to
from participation.town.districts.models import District

LEFT_OUT = (IdeaStatus.DECLINED, IdeaStatus.MERGED, IdeaStatus.REALISED)


@dataclass(frozen=True)
class RunHead:
    """A run with what it belongs to."""

    run: Prioritisation
    board_title: str
    board_slug: str
    process_title: str
    process_slug: str
    process_id: int
    department_id: int
    body_name: str
    body_slug: str


def _heads(actor: Actor) -> Select[*tuple[Any, ...]]:
    seen = select(Subject.id).where(visible_to(actor))
    return (
        select(
            Prioritisation, Board.title, Board.slug, Process.title, Process.slug, Process.subject_id,
            Process.department_id, Body.name, Body.slug,
        )
        .join(Subject, Subject.id == Prioritisation.subject_id)
        .join(Board, Board.subject_id == Prioritisation.board_id)
        .join(Process, Process.subject_id == Board.process_id)
        .join(Body, Body.subject_id == Prioritisation.body_id)
        .where(visible_to(actor), Process.subject_id.in_(seen))
        .options(selectinload(Prioritisation.criteria))
        .order_by(Prioritisation.created_at.desc(), Prioritisation.subject_id.desc())
    )  # fmt: skip


def run_by_id(subject_id: int, actor: Actor) -> RunHead | None:
    """The run with its criteria, if this person may see it."""
    row = db.session.execute(_heads(actor).where(Prioritisation.subject_id == subject_id)).first()
    return None if row is None else RunHead(*row)


def runs_of(process_id: int, actor: Actor) -> list[RunHead]:
    """The runs of a process that this person may see, newest first."""
    return [RunHead(*row) for row in db.session.execute(_heads(actor).where(Process.subject_id == process_id))]


def runs_prepared_by(actor: Actor) -> list[RunHead]:
    """The runs that this person prepares as editor, or decides on as member of a body; newest first."""
    departments, bodies = actor.scopes_of(Role.EDITOR), actor.scopes_of(Role.BODY_MEMBER)
    statement = _heads(actor)
    if None not in departments | bodies:
        owned = [scope for scope in departments if scope is not None]
        statement = statement.where(
            Process.department_id.in_(owned)
            | Process.subject_id.in_(owned)
            | Prioritisation.body_id.in_([scope for scope in bodies if scope is not None])
        )
    return [RunHead(*row) for row in db.session.execute(statement)]


@dataclass(frozen=True)
class BoardChoice:
    """A board over which a run can be prepared."""

    subject_id: int
    title: str
    process_title: str


def boards_for(actor: Actor) -> list[BoardChoice]:
    """The boards of the departments and processes that this person is editor of."""
    scopes = actor.scopes_of(Role.EDITOR)
    statement = (
        select(Board.subject_id, Board.title, Process.title)
        .join(Process, Process.subject_id == Board.process_id)
        .order_by(Process.title, Board.position, Board.title)
    )
    if None not in scopes:
        owned = [scope for scope in scopes if scope is not None]
        statement = statement.where(Process.department_id.in_(owned) | Process.subject_id.in_(owned))
    return [BoardChoice(*row) for row in db.session.execute(statement)]


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
            Idea.board_id == run.board_id, Idea.state == State.PUBLIC, Idea.status.not_in(LEFT_OUT),
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


@dataclass(frozen=True)
class PartLine:
    """What one criterion gives an idea, in numbers for a page."""

    slug: str
    name: str
    weight: float
    value: float
    points: float


@dataclass(frozen=True)
class RankingLine:
    """One place of a ranking; `title` is empty where the idea is not public any more."""

    place: int
    idea_id: int
    title: str
    votes: int
    district: str
    category: str
    score: float
    parts: tuple[PartLine, ...]
    best: int
    worst: int
    explanation: str

    @property
    def is_stable(self) -> bool:
        """Whether the place stays when any one weight is ten percentage points higher or lower."""
        return self.best == self.worst


@dataclass(frozen=True)
class _About:
    title: str
    votes: int
    district: str
    category: str


def _about(idea_ids: Sequence[int]) -> dict[int, _About]:
    rows = db.session.execute(
        select(Idea.subject_id, Idea.title, Idea.state, Idea.votes, District.name, Category.name)
        .outerjoin(District, District.subject_id == Idea.district_id)
        .outerjoin(Category, Category.id == Idea.category_id)
        .where(Idea.subject_id.in_(idea_ids))
    )
    return {
        i: _About(title if state in (State.PUBLIC, State.MERGED) else "", votes, district or "", category or "")
        for i, title, state, votes, district, category in rows
    }


def kept_ranking(run: Prioritisation) -> list[RankingLine]:
    """The ranking as it was proposed, with the numbers of that day."""
    rows = db.session.scalars(
        select(RankedIdea).where(RankedIdea.prioritisation_id == run.subject_id).order_by(RankedIdea.place)
    ).all()
    about = _about([row.idea_id for row in rows])
    votes = {idea["id"]: idea["votes"] for idea in (run.inputs or {}).get("ideas", [])}
    return [
        RankingLine(
            row.place, row.idea_id, about[row.idea_id].title, votes.get(row.idea_id, 0), about[row.idea_id].district,
            about[row.idea_id].category, row.score,
            tuple(PartLine(p["slug"], p["name"], p["weight"], p["value"], p["points"]) for p in row.shares["parts"]),
            row.shares["best"], row.shares["worst"], row.explanation,
        )
        for row in rows
    ]  # fmt: skip


def live_ranking(run: Prioritisation, candidates: Sequence[Candidate]) -> list[RankingLine]:
    """The ranking as it would be now; for those who prepare it."""
    about = _about([candidate.idea_id for candidate in candidates])
    return [_live_line(ranked, about[ranked.idea_id], len(candidates)) for ranked in rank(candidates, weights_of(run))]


def _live_line(ranked: Ranked, about: _About, count: int) -> RankingLine:
    parts = tuple(PartLine(p.slug, p.name, float(p.weight), float(p.value), float(p.points)) for p in ranked.parts)
    return RankingLine(
        ranked.place, ranked.idea_id, about.title, about.votes, about.district, about.category, float(ranked.score),
        parts, ranked.best, ranked.worst, explain(ranked, count=count),
    )  # fmt: skip


def ranking_from_inputs(inputs: Mapping[str, Any]) -> list[Ranked]:
    """The ranking computed again from the published inputs alone."""
    criteria = [
        Weighted(
            c["slug"], c["name"], Fraction(c["weight"]), CriterionSource(c["source"]),
            tuple(Perspective(p) for p in c["perspectives"]),
        )
        for c in inputs["criteria"]
    ]  # fmt: skip
    candidates = [
        Candidate(
            i["id"], i["votes"], datetime.fromisoformat(i["submitted_at"]),
            {(j["criterion"], Perspective(j["perspective"])): j["score"] for j in i["judgements"]},
        )
        for i in inputs["ideas"]
    ]  # fmt: skip
    return rank(candidates, criteria)


def balance_of(names: Sequence[str]) -> list[tuple[str, int]]:
    """How often each district or field stands in a list, most often first; ideas without one are not counted."""
    return sorted(Counter(name for name in names if name).items(), key=lambda pair: (-pair[1], pair[0]))


def places_of(idea_id: int) -> list[tuple[int, int, str]]:
    """Where an idea stands in proposed or confirmed rankings: run, place, title of the run."""
    rows = db.session.execute(
        select(RankedIdea.prioritisation_id, RankedIdea.place, Prioritisation.title)
        .join(Prioritisation, Prioritisation.subject_id == RankedIdea.prioritisation_id)
        .where(RankedIdea.idea_id == idea_id)
        .order_by(Prioritisation.proposed_at)
    )
    return [(run_id, place, title) for run_id, place, title in rows]
