"""Rankings: as proposed, as they would be now, and computed again from what was published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, select

from participation.action.prioritisation.models import CriterionSource, Perspective, Prioritisation, RankedIdea
from participation.action.prioritisation.queries.inputs import weights_of
from participation.action.prioritisation.rules.explaining import explain
from participation.action.prioritisation.rules.scoring import Candidate, Ranked, Weighted, rank
from participation.core.database import db
from participation.dialogue.boards.models import Category
from participation.dialogue.ideas.models import Idea
from participation.records.subjects.models import State
from participation.town.districts.models import District


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
    """What a page says of an idea; without a title once it is not public any more."""

    title: str
    votes: int
    district: str
    category: str

    @staticmethod
    def of(title: str, state: State, votes: int, district: str | None, category: str | None) -> _About:
        """From the columns of `_about`."""
        return _About(title if state in (State.PUBLIC, State.MERGED) else "", votes, district or "", category or "")


def _about(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Ask for an idea's title, state, votes, district and field as well."""
    return (
        statement.add_columns(Idea.title, Idea.state, Idea.votes, District.name, Category.name)
        .outerjoin(District, District.subject_id == Idea.district_id)
        .outerjoin(Category, Category.id == Idea.category_id)
    )


def kept_ranking(run: Prioritisation) -> list[RankingLine]:
    """The ranking as it was proposed, with the numbers of that day."""
    rows = db.session.execute(
        _about(select(RankedIdea).join(Idea, Idea.subject_id == RankedIdea.idea_id))
        .where(RankedIdea.prioritisation_id == run.subject_id)
        .order_by(RankedIdea.place)
    )
    votes = {idea["id"]: idea["votes"] for idea in (run.inputs or {}).get("ideas", [])}
    return [_kept_line(row[0], _About.of(*row[1:]), votes.get(row[0].idea_id, 0)) for row in rows]


def _kept_line(row: RankedIdea, about: _About, votes: int) -> RankingLine:
    parts = tuple(PartLine(p["slug"], p["name"], p["weight"], p["value"], p["points"]) for p in row.shares["parts"])
    return RankingLine(
        row.place, row.idea_id, about.title, votes, about.district, about.category, row.score, parts,
        row.shares["best"], row.shares["worst"], row.explanation,
    )  # fmt: skip


def live_ranking(run: Prioritisation, candidates: Sequence[Candidate]) -> list[RankingLine]:
    """The ranking as it would be now; for those who prepare it."""
    ideas = _about(select(Idea.subject_id)).where(Idea.subject_id.in_([c.idea_id for c in candidates]))
    about = {row[0]: _About.of(*row[1:]) for row in db.session.execute(ideas)}
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
