"""What the desk "Zusammenhang" shows: boards with their hints, ideas to bundle, bundles, and what was merged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import aliased

from participation.core.actor import Actor, Role
from participation.core.database import db, shared_alias
from participation.dialogue.boards.models import Board
from participation.dialogue.clusters.models import Cluster, DismissedPair, KinshipHint
from participation.dialogue.clusters.queries.page import shown_in_bundle
from participation.dialogue.ideas.models import Idea, Merge
from participation.dialogue.ideas.queries import there_for_all
from participation.dialogue.processes.models import Process
from participation.records.search.queries import matching_condition
from participation.records.subjects.models import Link, LinkKind, Subject

MOST = 200


@dataclass(frozen=True)
class BoardAtDesk:
    """A board whose ideas this person may bundle; `hints` are pairs that people named."""

    subject_id: int
    slug: str
    title: str
    process_id: int
    process: str
    hints: int


@dataclass(frozen=True)
class ClusterOption:
    """A bundle of a process."""

    subject_id: int
    title: str
    ideas: int
    changed_at: datetime


@dataclass(frozen=True)
class IdeaAtDesk:
    """An idea in the list from which bundles are made; `cluster_id` is the one that it is in."""

    subject_id: int
    title: str
    excerpt: str
    language: str
    votes: int
    cluster_id: int | None


@dataclass(frozen=True)
class MergedIdea:
    """An idea that went on in another one, and when."""

    subject_id: int
    title: str
    language: str
    into_id: int
    into: str
    merged_at: datetime
    reason: str


_process = shared_alias(Subject)


def scopes_of(actor: Actor) -> frozenset[int | None]:
    """For which departments or processes a person works here; None stands for all. Coordination sees all."""
    return frozenset({None}) if actor.has_role(Role.COORDINATOR) else actor.scopes_of(Role.MODERATOR)


def of_scopes(scopes: frozenset[int | None]) -> ColumnElement[bool]:
    """Things of these departments or processes, as a condition on subjects."""
    ids = [scope for scope in scopes if scope is not None]
    return true() if None in scopes else or_(Subject.department_id.in_(ids), Subject.process_id.in_(ids))


def open_hints() -> Any:
    """Pairs that people named and that still stand open: both ideas public, not dismissed, not in one bundle."""
    first, second, one, other = aliased(Idea), aliased(Idea), aliased(Link), aliased(Link)
    dismissed = and_(DismissedPair.idea_id == KinshipHint.idea_id, DismissedPair.other_id == KinshipHint.other_id)
    return (
        select(KinshipHint.idea_id, KinshipHint.other_id, first.board_id, func.count(KinshipHint.id).label("people"))
        .join(first, first.subject_id == KinshipHint.idea_id)
        .join(second, second.subject_id == KinshipHint.other_id)
        .outerjoin(DismissedPair, dismissed)
        .outerjoin(one, and_(one.source_id == first.subject_id, one.kind == LinkKind.CLUSTERED_IN))
        .outerjoin(other, and_(other.source_id == second.subject_id, other.kind == LinkKind.CLUSTERED_IN))
        .where(
            first.state == "public", second.state == "public", DismissedPair.idea_id.is_(None),
            or_(one.target_id.is_(None), other.target_id.is_(None), one.target_id != other.target_id),
        )
        .group_by(KinshipHint.idea_id, KinshipHint.other_id, first.board_id)
    )  # fmt: skip


def boards_at_desk(actor: Actor) -> list[BoardAtDesk]:
    """The boards with ideas that this person may bundle, those with hints first."""
    hints = open_hints().subquery()
    counted = func.count(hints.c.idea_id)
    rows = db.session.execute(
        select(Board.subject_id, Board.slug, Board.title, Board.process_id, _process.title, counted)
        .join(Subject, Subject.id == Board.subject_id)
        .join(_process, _process.id == Board.process_id)
        .join(Process, Process.subject_id == Board.process_id)
        .outerjoin(hints, hints.c.board_id == Board.subject_id)
        .where(
            of_scopes(scopes_of(actor)), Board.is_call.is_(False), Process.archived_at.is_(None),
            Process.published_at.is_not(None),
        )
        .group_by(Board.subject_id, Board.slug, Board.title, Board.process_id, _process.title)
        .order_by(counted.desc(), _process.title, Board.position, Board.subject_id)
    )  # fmt: skip
    return [BoardAtDesk(*row) for row in rows]


def clusters_in(process_id: int) -> list[ClusterOption]:
    """The bundles of a process, by name, with the number of ideas that their pages show."""
    rows = db.session.execute(
        select(Cluster.subject_id, Cluster.title, func.count(Idea.subject_id), Cluster.changed_at)
        .outerjoin(Link, and_(Link.target_id == Cluster.subject_id, Link.kind == LinkKind.CLUSTERED_IN))
        .outerjoin(Idea, and_(Idea.subject_id == Link.source_id, shown_in_bundle()))
        .where(Cluster.process_id == process_id, Cluster.dissolved_at.is_(None))
        .group_by(Cluster.subject_id, Cluster.title, Cluster.changed_at)
        .order_by(Cluster.title, Cluster.subject_id)
    )
    return [ClusterOption(*row) for row in rows]


def ideas_to_bundle(
    board_id: int, *, words: str = "", first: Collection[int] = (), most: int = MOST
) -> list[IdeaAtDesk]:
    """The public ideas of a board that answer the words, with the bundle that each is in: those named by `first` on
    top, of whichever board of the process, then the newest."""
    statement = (
        select(Idea.subject_id, Idea.title, Idea.excerpt, Idea.language, Idea.votes, Link.target_id)
        .outerjoin(Link, and_(Link.source_id == Idea.subject_id, Link.kind == LinkKind.CLUSTERED_IN))
        .where(or_(Idea.board_id == board_id, Idea.subject_id.in_(first)), there_for_all())
    )
    if words:
        statement = statement.where(matching_condition(words, Idea.subject_id))
    on_top = case((Idea.subject_id.in_(first), 0), else_=1)
    newest = statement.order_by(on_top, Idea.submitted_at.desc(), Idea.subject_id.desc()).limit(most)
    return [IdeaAtDesk(*row) for row in db.session.execute(newest)]


def merged_ideas(board_id: int, *, most: int = 50) -> list[MergedIdea]:
    """What was merged on a board and can be undone, the newest first."""
    target = aliased(Idea)
    rows = db.session.execute(
        select(
            Idea.subject_id, Idea.title, Idea.language, target.subject_id, target.title, Merge.merged_at,
            Idea.state_reason,
        )
        .join(Merge, and_(Merge.source_id == Idea.subject_id, Merge.undone_at.is_(None)))
        .join(target, target.subject_id == Merge.target_id)
        .where(Idea.board_id == board_id, Idea.state == "merged")
        .order_by(Merge.merged_at.desc(), Merge.id.desc())
        .limit(most)
    )  # fmt: skip
    return [MergedIdea(*row) for row in rows]
