"""What the start page tells: what became of ideas, in chains and in numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Integer, func, literal, select, union_all
from sqlalchemy.orm import aliased

from participation.action.measures.models import Measure, MeasureStage
from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.queries import IdeaNumbers, counted_ideas, numbers_in
from participation.records.subjects.models import Link, LinkKind, Subject, SubjectKind
from participation.records.subjects.queries import visible_to

CHAINS = 3
SAID = (SubjectKind.IDEA, SubjectKind.CLUSTER, SubjectKind.WORKSHOP, SubjectKind.PROTOTYPE, SubjectKind.NOTE)
MEASURES, REACHED = "measures", "reached"
STARTED = (MeasureStage.PROTOTYPE, MeasureStage.LIVING_LAB, MeasureStage.IMPLEMENTATION, MeasureStage.OPERATION)
TOLD = (*STARTED, MeasureStage.STOPPED)


@dataclass(frozen=True)
class Source:
    """Where a measure came from: an idea with its supports, or a workshop's result."""

    kind: SubjectKind
    title: str
    votes: int


@dataclass(frozen=True)
class Chain:
    """What became of ideas: sources, the measure, and how far it has come."""

    subject_id: int
    title: str
    path: str
    stage: MeasureStage
    stage_since: date
    reached_level: int
    picture: str
    sources: tuple[Source, ...]


def newest_chains(actor: Actor) -> list[Chain]:
    """The latest measures that grew from what people said and have something to show, best supported source first."""
    source = aliased(Subject)
    grown = (
        select(Link.target_id)
        .join(Subject, Subject.id == Link.source_id)
        .where(Link.kind == LinkKind.GREW_FROM, Subject.kind.in_(SAID), visible_to(actor))
    )
    recent = (
        select(Measure.subject_id)
        .join(Subject, Subject.id == Measure.subject_id)
        .where(visible_to(actor), Measure.stage.in_(TOLD), Measure.subject_id.in_(grown))
        .order_by((Measure.reached_level > 0).desc(), Measure.stage_since.desc(), Measure.subject_id.desc())
        .limit(CHAINS)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Measure.subject_id, Measure.title, Subject.path, Measure.stage, Measure.stage_since, Measure.reached_level,
            Measure.picture, source.kind, source.title, func.coalesce(Idea.votes, 0),
        )
        .join(recent, recent.c.subject_id == Measure.subject_id)
        .join(Subject, Subject.id == Measure.subject_id)
        .join(Link, (Link.target_id == Measure.subject_id) & (Link.kind == LinkKind.GREW_FROM))
        .join(source, source.id == Link.source_id)
        .outerjoin(Idea, Idea.subject_id == source.id)
        .where(visible_to(actor, source), source.kind.in_(SAID))
        .order_by((Measure.reached_level > 0).desc(), Measure.stage_since.desc(), Measure.subject_id.desc())
        .order_by(func.coalesce(Idea.votes, 0).desc(), Link.id)
    )  # fmt: skip
    found: dict[int, Chain] = {}
    for number, title, path, stage, since, level, picture, kind, said, votes in rows:
        chain = found.get(number) or Chain(number, title, path, stage, since, level, picture, ())
        found[number] = replace(chain, sources=(*chain.sources, Source(kind, said, votes)))
    return list(found.values())


@dataclass(frozen=True)
class Figures:
    """The numbers of the start page: ideas by process and status, measures, and those that reached a target level."""

    ideas: IdeaNumbers
    measures: int
    reached: int


def figures(actor: Actor) -> Figures:
    """Count what this person may see, in one statement."""
    measures = (
        select(literal(None, Integer), literal(MEASURES), func.count())
        .select_from(Measure)
        .join(Subject, Subject.id == Measure.subject_id)
        .where(visible_to(actor))
    )
    reached = measures.with_only_columns(literal(None, Integer), literal(REACHED), func.count())
    rows: list[Any] = list(
        db.session.execute(union_all(counted_ideas(actor), measures, reached.where(Measure.reached_level > 0)))
    )
    counts = {row[1]: row[2] for row in rows if row[1] in {MEASURES, REACHED}}
    ideas = numbers_in(row for row in rows if row[1] not in counts)
    return Figures(ideas=ideas, measures=counts[MEASURES], reached=counts[REACHED])
