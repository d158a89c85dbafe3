"""A bundle with its ideas, and its supports: each account counts once, whatever it supports in the bundle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from participation.core.actor import Actor
from participation.core.database import db, shared_alias
from participation.dialogue.boards.models import Category
from participation.dialogue.clusters.models import Cluster
from participation.dialogue.ideas.models import Idea, IdeaStatus, Vote
from participation.dialogue.processes.models import Process
from participation.people.departments.models import Department
from participation.records.subjects.models import Link, LinkKind, State, Subject
from participation.records.subjects.queries import has_come, is_meant_for
from participation.town.districts.models import District


@dataclass(frozen=True)
class BundledIdea:
    """An idea in a bundle, as its card shows it."""

    subject_id: int
    title: str
    excerpt: str
    language: str
    status: IdeaStatus
    state: State
    votes: int
    votes_cut: int
    votes_offline: int
    comments: int
    submitted_at: datetime
    merged_into_id: int | None
    board: str
    category: str | None
    district: str | None


@dataclass(frozen=True)
class Supports:
    """How many support a bundle: `people` are accounts, each once; `others` came on paper or lost their account."""

    people: int
    offline: int
    cut: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.people + self.offline + self.cut


@dataclass(frozen=True)
class ClusterPage:
    """A bundle with what stands around it."""

    cluster: Cluster
    process_slug: str
    process_title: str
    decider: str
    department_id: int
    department_slug: str
    department_name: str
    ideas: list[BundledIdea]
    supports: Supports

    @property
    def is_dissolved(self) -> bool:
        """Whether only its name and a notice are left."""
        return self.cluster.dissolved_at is not None


_board = shared_alias(Subject)


def cluster_by_id(subject_id: int) -> Cluster | None:
    """The bundle, whoever asks; commands check their rules themselves."""
    return db.session.get(Cluster, subject_id)


def cluster_page(subject_id: int, actor: Actor) -> ClusterPage | None:
    """The bundle's page, if this person may open it; three statements."""
    row = db.session.execute(
        select(Cluster, Subject, Process, Department)
        .join(Subject, Subject.id == Cluster.subject_id)
        .join(Process, Process.subject_id == Cluster.process_id)
        .join(Department, Department.subject_id == Process.department_id)
        .where(Cluster.subject_id == subject_id, Subject.state != State.EXPUNGED)
    ).first()
    if row is None:
        return None
    cluster, subject, process, department = row
    if process.published_at is None or not is_meant_for(actor, subject):
        return None
    ideas = _ideas_of(subject_id)
    return ClusterPage(
        cluster, process.slug, process.title, process.decider, department.subject_id, department.slug, department.name,
        ideas, supports_of(ideas),
    )  # fmt: skip


def shown_in_bundle() -> ColumnElement[bool]:
    """Which ideas a bundle shows: those in public view, and those that went on in another one."""
    return and_(has_come(Idea.visible_from), Idea.state.in_((State.PUBLIC, State.MERGED)))


def _ideas_of(cluster_id: int) -> list[BundledIdea]:
    """The ideas that stand in public view, the most supported first."""
    rows = db.session.execute(
        select(
            Idea.subject_id, Idea.title, Idea.excerpt, Idea.language, Idea.status, Idea.state, Idea.votes,
            Idea.votes_cut, Idea.votes_offline, Idea.comments, Idea.submitted_at, Idea.merged_into_id, _board.title,
            Category.name, District.name,
        )
        .join(Link, Link.source_id == Idea.subject_id)
        .join(_board, _board.id == Idea.board_id)
        .outerjoin(Category, Category.id == Idea.category_id)
        .outerjoin(District, District.subject_id == Idea.district_id)
        .where(
            Link.target_id == cluster_id, Link.kind == LinkKind.CLUSTERED_IN, shown_in_bundle()
        )
        .order_by(Idea.votes.desc(), Idea.subject_id)
    )  # fmt: skip
    return [BundledIdea(*tuple(row)) for row in rows]


def supports_of(ideas: list[BundledIdea]) -> Supports:
    """The supports of these ideas: accounts once each; those on paper and without a person add up, but not twice
    where one of the ideas went on in another one here."""
    ids = [idea.subject_id for idea in ideas]
    own = [idea for idea in ideas if idea.merged_into_id not in ids]
    voted = select(func.count(Vote.account_id.distinct())).where(Vote.idea_id.in_(ids), Vote.value == 1)
    people = int(db.session.scalar(voted) or 0) if ids else 0
    return Supports(people, sum(idea.votes_offline for idea in own), sum(idea.votes_cut for idea in own))


def idea_ids_of(cluster_id: int) -> list[int]:
    """The ideas in a bundle, by number: whoever acts on a bundle acts on these."""
    inside = select(Link.source_id).where(Link.target_id == cluster_id, Link.kind == LinkKind.CLUSTERED_IN)
    return list(db.session.scalars(inside.order_by(Link.source_id)))
