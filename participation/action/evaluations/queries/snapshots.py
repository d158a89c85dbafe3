"""What a publication holds: everything its numbers rest on, and no personal data.

Of citizens' ideas only their numbers are kept, with votes and comments counted: their texts stay where they can be
hidden or erased. Reviewers have no names; their ratings are numbered in the order of level and reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from participation.action.evaluations import rules
from participation.action.evaluations.models import EvaluationRound, Review, ReviewKind
from participation.action.evaluations.queries.publications import previous_of
from participation.action.measures.models import Measure, TargetLevel
from participation.action.monitoring.models import ReachedLevel
from participation.action.monitoring.queries import IndicatorLine, indicators_of_all
from participation.core.actor import VISITOR
from participation.core.database import db
from participation.dialogue.ideas.models import Idea
from participation.people.departments.models import Department
from participation.records.subjects.models import Link, LinkKind, Subject, SubjectKind
from participation.records.subjects.queries import visible_to
from participation.town.taxonomy.queries import all_goals

FORMAT = 1


def snapshot_of(round_: EvaluationRound, *, number: int, reason: str, day: date) -> dict[str, Any]:
    """The data of a publication, results included."""
    reviews, selfs = _ratings(round_.subject_id)
    measures = _measures(reviews, selfs)
    paid = _goals_of([m["id"] for m in measures])
    data: dict[str, Any] = {
        "format": FORMAT,
        "round": {
            "slug": round_.slug, "title": round_.title, "intro": round_.intro,
            "starts_on": round_.starts_on.isoformat(), "ends_on": round_.ends_on.isoformat(),
        },
        "number": number,
        "reason": reason,
        "published_on": day.isoformat(),
        "summary": {"went_well": round_.went_well, "went_badly": round_.went_badly, "follows": round_.follows},
        "formula": rules.FORMULA,
        "previous": _previous(round_),
        "goals": [
            {
                "id": goal.subject_id, "slug": goal.slug, "name": goal.name, "description": goal.description,
                "reviews": reviews.get(goal.subject_id, []),
                "measures": [m["slug"] for m in measures if goal.subject_id in paid[m["id"]]],
            }
            for goal in all_goals()
        ],
        "measures": measures,
    }  # fmt: skip
    data["results"] = rules.results_of(data)
    return data


def _ratings(round_id: int) -> tuple[dict[int, list[dict[str, Any]]], dict[int, dict[str, Any]]]:
    rows = db.session.scalars(
        select(Review).where(Review.round_id == round_id).order_by(Review.subject_id, Review.level, Review.reason)
    ).all()
    reviews: dict[int, list[dict[str, Any]]] = defaultdict(list)
    selfs: dict[int, dict[str, Any]] = {}
    for row in rows:
        said = {"level": row.level, "reason": row.reason}
        if row.kind is ReviewKind.SELF:
            selfs[row.subject_id] = said
        else:
            reviews[row.subject_id].append({"number": len(reviews[row.subject_id]) + 1, **said})
    return reviews, selfs


def _measures(reviews: dict[int, list[dict[str, Any]]], selfs: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    rows = db.session.execute(
        select(Measure, Department.name)
        .join(Department, Department.subject_id == Measure.department_id)
        .join(Subject, Subject.id == Measure.subject_id)
        .where(
            visible_to(VISITOR),
            or_(Measure.levels_fixed_at.is_not(None), Measure.subject_id.in_([*reviews, *selfs])),
        )
        .order_by(Measure.title, Measure.subject_id)
    ).all()
    ids = [measure.subject_id for measure, _ in rows]
    levels, indicators, sources = _levels(ids), indicators_of_all(ids), _sources(ids)
    return [
        {
            "id": m.subject_id, "slug": m.slug, "title": m.title, "department": department, "stage": m.stage.value,
            "stage_since": m.stage_since.isoformat(), "reached_level": m.reached_level,
            "levels": levels.get(m.subject_id, []),
            "indicators": [_indicator(line) for line in indicators.get(m.subject_id, [])],
            "sources": sources[m.subject_id],
            "reviews": reviews.get(m.subject_id, []), "self": selfs.get(m.subject_id),
        }
        for m, department in rows
    ]  # fmt: skip


def _levels(ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    statement = select(TargetLevel).where(TargetLevel.measure_id.in_(ids))
    for level in db.session.scalars(statement.order_by(TargetLevel.measure_id, TargetLevel.level)):
        found[level.measure_id].append({"number": level.level, "condition": level.condition, "evidence": []})
    reached = select(ReachedLevel).where(ReachedLevel.measure_id.in_(ids))
    for step in db.session.scalars(reached.order_by(ReachedLevel.reached_on, ReachedLevel.id)):
        evidence = {"on": step.reached_on.isoformat(), "text": step.evidence, "url": step.evidence_url}
        for written in found[step.measure_id]:
            if written["number"] == step.level:
                written["evidence"].append(evidence)
    return found


def _indicator(line: IndicatorLine) -> dict[str, Any]:
    return {
        "name": line.name, "dimension": line.dimension.value, "unit": line.unit, "baseline": line.baseline,
        "target": line.target,
        "readings": [{"on": r.read_on.isoformat(), "value": r.value, "source": r.source} for r in line.readings],
    }  # fmt: skip


def _sources(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = defaultdict(
        lambda: {"ideas": [], "notes": 0, "prototypes": 0, "clusters": 0, "needs": 0}
    )
    rows = db.session.execute(
        select(Link.target_id, Subject.id, Subject.kind, Idea.votes, Idea.comments)
        .join(Subject, Subject.id == Link.source_id)
        .outerjoin(Idea, Idea.subject_id == Subject.id)
        .where(Link.target_id.in_(ids), Link.kind == LinkKind.GREW_FROM, visible_to(VISITOR))
        .order_by(Link.target_id, Subject.id)
    ).all()
    names = {
        SubjectKind.NOTE: "notes", SubjectKind.PROTOTYPE: "prototypes", SubjectKind.CLUSTER: "clusters",
        SubjectKind.DEPARTMENT: "needs",
    }  # fmt: skip
    for target_id, subject_id, kind, votes, comments in rows:
        if kind is SubjectKind.IDEA:
            found[target_id]["ideas"].append({"id": subject_id, "votes": votes, "comments": comments})
        elif kind in names:
            found[target_id][names[kind]] += 1
    return found


def _goals_of(ids: Sequence[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    statement = select(Link.source_id, Link.target_id).where(Link.source_id.in_(ids), Link.kind == LinkKind.PAID_INTO)
    for measure_id, goal_id in db.session.execute(statement):
        found[measure_id].add(goal_id)
    return found


def _previous(round_: EvaluationRound) -> dict[str, Any] | None:
    found = previous_of(round_)
    if found is None:
        return None
    publication, earlier = found
    results = publication.data["results"]
    return {
        "round": earlier.slug, "title": earlier.title, "number": publication.number, "digest": publication.digest,
        "goals": {slug: r["level"] for slug, r in results["goals"].items() if r["level"] is not None},
        "measures": {slug: r["level"] for slug, r in results["measures"].items()},
    }  # fmt: skip
