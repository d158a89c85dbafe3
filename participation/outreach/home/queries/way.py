"""The way of an idea: from where something came and what became of it, walked along the links in both directions.

Only what a person may see is shown; totals are those of each idea (supports, comments), never of a group of people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String, case, cast, func, literal, not_, or_, select, union_all
from sqlalchemy.orm import aliased

from participation.action.evaluations.models import EvaluationRound, Publication
from participation.action.measures.models import Measure, MeasureStage
from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.dialogue.workshops.models import Note, Prototype, Workshop, WorkshopStage
from participation.records.subjects.models import Link, LinkKind, Subject, SubjectKind
from participation.records.subjects.queries import visible_to

REACH = 6
MOST = 600
WALKED = (
    LinkKind.GREW_FROM, LinkKind.MERGED_INTO, LinkKind.CLUSTERED_IN, LinkKind.DISCUSSED_IN, LinkKind.PAID_INTO,
    LinkKind.EVALUATED_IN,
)  # fmt: skip


class Column(StrEnum):
    """The stretches of the way, in their order."""

    WORKSHOP = "workshop"
    IDEA = "idea"
    NEED = "need"
    MEASURE = "measure"
    LEVEL = "level"
    RESULT = "result"


COLUMN_OF: dict[SubjectKind, Column] = {
    SubjectKind.WORKSHOP: Column.WORKSHOP,
    SubjectKind.IDEA: Column.IDEA,
    SubjectKind.CLUSTER: Column.IDEA,
    SubjectKind.DEPARTMENT: Column.NEED,
    SubjectKind.MEASURE: Column.MEASURE,
    SubjectKind.PUBLICATION: Column.RESULT,
}


@dataclass(frozen=True)
class Station:
    """Something on the way.

    `notes` and `prototypes` count what a workshop gave; `level` is what a measure reached, or how a result rated it.
    """

    subject_id: int
    kind: SubjectKind
    title: str
    path: str
    is_here: bool = False
    distance: int = 0
    status: IdeaStatus | None = None
    stage: MeasureStage | None = None
    level: int | None = None
    votes: int = 0
    comments: int = 0
    notes: int = 0
    prototypes: int = 0
    number: int | None = None
    at: datetime | None = None
    since: date | None = None
    reason: str = ""
    place: str = ""


@dataclass(frozen=True)
class Way:
    """All stations, by column; goals stand apart, because everything pays into some."""

    columns: dict[Column, tuple[Station, ...]]
    goals: tuple[Station, ...]

    def of(self, column: Column) -> tuple[Station, ...]:
        """The stations of a column."""
        return self.columns.get(column, ())

    @property
    def is_long(self) -> bool:
        """Whether there is more than the thing itself."""
        return sum(len(stations) for stations in self.columns.values()) > 1

    @property
    def votes(self) -> int:
        """Supports of all ideas on the way; those of an idea that went on in another one are counted there already."""
        return sum(s.votes for s in self.of(Column.IDEA) if s.status is not IdeaStatus.MERGED)

    @property
    def comments(self) -> int:
        """Comments on all ideas on the way."""
        return sum(station.comments for station in self.of(Column.IDEA))

    @property
    def notes(self) -> int:
        """Notes from workshops on the way."""
        return sum(station.notes for station in self.of(Column.WORKSHOP))

    @property
    def prototypes(self) -> int:
        """Prototypes from workshops on the way."""
        return sum(station.prototypes for station in self.of(Column.WORKSHOP))


def way_of(subject_id: int, actor: Actor, *, reach: int = REACH) -> Way:
    """The way that a subject lies on, at most `reach` links back and forth; in one statement."""
    rows = db.session.execute(_statement(subject_id, actor, reach)).all()
    stations: dict[int, Station] = {}
    workshops: dict[int, Station] = {}
    for row in rows:
        if row.kind in (SubjectKind.NOTE, SubjectKind.PROTOTYPE):
            _count_in_workshop(workshops, row)
        else:
            _add(stations, _station(row, subject_id))
    for workshop in workshops.values():
        known = stations.get(workshop.subject_id)
        stations[workshop.subject_id] = (
            replace(known, notes=workshop.notes, prototypes=workshop.prototypes) if known else workshop
        )
    ordered = sorted(stations.values(), key=_order)
    columns = {column: tuple(s for s in ordered if COLUMN_OF.get(s.kind) is column) for column in Column}
    columns[Column.LEVEL] = tuple(s for s in columns[Column.MEASURE] if s.level)
    columns[Column.RESULT] = _newest_numbers(columns[Column.RESULT])
    goals = tuple(s for s in ordered if s.kind is SubjectKind.GOAL)
    return Way({column: found for column, found in columns.items() if found}, goals)


def _statement(subject_id: int, actor: Actor, reach: int) -> Any:
    walked = union_all(
        _walk(subject_id, actor, reach, back=True), _walk(subject_id, actor, reach, back=False)
    ).subquery()
    rank = func.row_number().over(partition_by=walked.c.id, order_by=(walked.c.depth, walked.c.link_id))
    ranked = select(walked.c.id, walked.c.depth, walked.c.link_id, rank.label("rank")).subquery()
    nearest = select(ranked.c.id, ranked.c.depth, ranked.c.link_id).where(ranked.c.rank == 1).subquery()
    of_note, of_prototype = aliased(Workshop), aliased(Workshop)
    return (
        select(
            Subject.id, Subject.kind, Subject.title, Subject.path, nearest.c.depth, Link.reason,
            Idea.status, Idea.votes, Idea.comments, Idea.submitted_at,
            Measure.stage, Measure.stage_since, Measure.reached_level, Measure.levels_fixed_at, Measure.place,
            Publication.number, Publication.published_at, Publication.round_id, EvaluationRound.title.label("round"),
            func.coalesce(of_note.subject_id, of_prototype.subject_id).label("workshop_id"),
            func.coalesce(of_note.title, of_prototype.title).label("workshop"),
            func.coalesce(of_note.slug, of_prototype.slug).label("workshop_slug"),
            func.coalesce(of_note.starts_at, of_prototype.starts_at).label("workshop_at"),
        )
        .select_from(nearest)
        .join(Subject, Subject.id == nearest.c.id)
        .outerjoin(Link, Link.id == nearest.c.link_id)
        .outerjoin(Idea, Idea.subject_id == Subject.id)
        .outerjoin(Measure, Measure.subject_id == Subject.id)
        .outerjoin(Publication, Publication.subject_id == Subject.id)
        .outerjoin(EvaluationRound, EvaluationRound.subject_id == Publication.round_id)
        .outerjoin(Note, Note.subject_id == Subject.id)
        .outerjoin(WorkshopStage, WorkshopStage.id == Note.stage_id)
        .outerjoin(of_note, of_note.subject_id == WorkshopStage.workshop_id)
        .outerjoin(Prototype, Prototype.subject_id == Subject.id)
        .outerjoin(of_prototype, of_prototype.subject_id == Prototype.workshop_id)
        .where(visible_to(actor))
        .order_by(nearest.c.depth, case((Subject.id == subject_id, 0), else_=1), Subject.id)
        .limit(MOST)
    )  # fmt: skip


def _walk(subject_id: int, actor: Actor, reach: int, *, back: bool) -> Any:
    """Every subject up to `reach` links away in one direction, with the link that leads to it.

    A goal is a station but no crossing: what else pays into it, and how it was rated, says nothing of this way.
    What this person may not see is no crossing either: what lies behind it would tell that it is there.
    """
    nothing = literal(None, type_=Link.id.type)
    start = select(
        literal(subject_id).label("id"), literal(0).label("depth"), nothing.label("link_id"), literal("").label("via")
    ).cte("back" if back else "forth", recursive=True)
    near, far = (Link.target_id, Link.source_id) if back else (Link.source_id, Link.target_id)
    leaves_goal = Link.kind == LinkKind.PAID_INTO if back else start.c.via == LinkKind.PAID_INTO.value
    reached = aliased(Subject)
    step = (
        select(far, start.c.depth + 1, Link.id, cast(Link.kind, String))
        .join(start, near == start.c.id)
        .join(reached, reached.id == far)
        .where(visible_to(actor, reached))
    )
    crossing = or_(start.c.depth == 0, not_(leaves_goal))
    walked = start.union(step.where(Link.kind.in_(WALKED), start.c.depth < reach, crossing))
    return select(walked.c.id, walked.c.depth, walked.c.link_id)


def _station(row: Any, here: int) -> Station:
    station = Station(row.id, row.kind, row.title, row.path, is_here=row.id == here, distance=row.depth)
    if row.kind is SubjectKind.IDEA:
        return replace(station, status=row.status, votes=row.votes, comments=row.comments, at=row.submitted_at)
    if row.kind is SubjectKind.MEASURE:
        level = row.reached_level if row.levels_fixed_at is not None else None
        return replace(station, stage=row.stage, since=row.stage_since, level=level, place=row.place)
    if row.kind is SubjectKind.PUBLICATION:
        level = int(row.reason) if (row.reason or "").isdigit() else None
        return replace(station, number=row.number, at=row.published_at, level=level, title=row.round)
    return replace(station, reason=row.reason or "")


def _add(stations: dict[int, Station], station: Station) -> None:
    stations.setdefault(station.subject_id, station)


def _count_in_workshop(workshops: dict[int, Station], row: Any) -> None:
    if row.workshop_id is None:
        return
    known = workshops.get(row.workshop_id) or Station(
        row.workshop_id, SubjectKind.WORKSHOP, row.workshop, f"/werkstaetten/{row.workshop_slug}",
        distance=row.depth, at=row.workshop_at,
    )  # fmt: skip
    counted = "notes" if row.kind is SubjectKind.NOTE else "prototypes"
    workshops[row.workshop_id] = replace(known, **{counted: getattr(known, counted) + 1})


def _order(station: Station) -> tuple[Any, ...]:
    return (not station.is_here, -station.votes, str(station.at or station.since or ""), station.subject_id)


def _newest_numbers(results: tuple[Station, ...]) -> tuple[Station, ...]:
    """Of each round the highest number: what it replaced can be reached from there."""
    newest: dict[str, Station] = {}
    for station in results:
        round_path = station.path.rsplit("/", 1)[0]
        known = newest.get(round_path)
        if known is None or station.is_here or (not known.is_here and (station.number or 0) > (known.number or 0)):
            newest[round_path] = station
    return tuple(sorted(newest.values(), key=lambda station: str(station.at)))
