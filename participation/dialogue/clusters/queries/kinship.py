"""Which ideas may belong together: what people said, and what the index finds alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from participation.core.actor import VISITOR, Actor
from participation.core.database import db
from participation.dialogue.boards.models import Board
from participation.dialogue.clusters.models import DismissedPair, KinshipHint
from participation.dialogue.clusters.queries.desk import of_scopes, open_hints, scopes_of
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.queries import there_for_all
from participation.records.search.queries import Found, alike_pairs, similar_titles
from participation.records.subjects.models import Link, LinkKind, Subject


@dataclass(frozen=True)
class PairedIdea:
    """One of two ideas; `cluster_id` and `cluster` are the bundle that it is in."""

    subject_id: int
    title: str
    excerpt: str
    language: str
    votes: int
    submitted_at: datetime
    cluster_id: int | None
    cluster: str | None


@dataclass(frozen=True)
class Pair:
    """Two ideas that may belong together; `hints` says how many people named them, 0 where the index did."""

    first: PairedIdea
    second: PairedIdea
    hints: int


def pairs_on(board_id: int, *, most: int = 40) -> list[Pair]:
    """What may belong together on a board: what most people named first, then what sounds most alike. Pairs that were
    dismissed, lie in one bundle, or hold an idea that others do not see, are left out."""
    hints = open_hints().where(_names_idea_on(board_id)).subquery()
    named = db.session.execute(
        select(hints.c.idea_id, hints.c.other_id, hints.c.people).order_by(
            hints.c.people.desc(), hints.c.idea_id, hints.c.other_id
        )
    ).all()
    found: dict[tuple[int, int], int] = {(row.idea_id, row.other_id): row.people for row in named}
    on_board = select(Idea.subject_id).where(Idea.board_id == board_id, there_for_all())
    for _, one, other in alike_pairs(on_board, most=4 * most):
        found.setdefault((one, other), 0)
    ideas = _ideas({idea_id for pair in found for idea_id in pair})
    dismissed = _dismissed(found)
    pairs = [
        Pair(ideas[one], ideas[other], count)
        for (one, other), count in found.items()
        if (one, other) not in dismissed and one in ideas and other in ideas
    ]
    return [pair for pair in pairs if not _lie_together(pair)][:most]


def count_hinted_pairs(actor: Actor) -> int:
    """How many pairs that people named wait for this person."""
    hints = open_hints().subquery()
    mine = select(func.count()).select_from(hints).join(Subject, Subject.id == hints.c.board_id)
    return int(db.session.scalar(mine.where(of_scopes(scopes_of(actor)))) or 0)


def hinted_by(account_id: int, idea_id: int) -> list[tuple[int, str]]:
    """With which ideas a person said that this one belongs together: number and title, for their own eyes."""
    other = aliased(Idea)
    rows = db.session.execute(
        select(other.subject_id, other.title)
        .join(
            KinshipHint,
            or_(
                (KinshipHint.idea_id == idea_id) & (KinshipHint.other_id == other.subject_id),
                (KinshipHint.other_id == idea_id) & (KinshipHint.idea_id == other.subject_id),
            ),
        )
        .where(KinshipHint.account_id == account_id, other.state.in_(("public", "merged")))
        .order_by(KinshipHint.hinted_at, KinshipHint.id)
    )
    return [(row.subject_id, row.title) for row in rows]


def hints_given(account_id: int) -> list[dict[str, Any]]:
    """All hints of a person, oldest first; shown to nobody else."""
    rows = db.session.execute(
        select(KinshipHint.idea_id.label("idea"), KinshipHint.other_id.label("other"), KinshipHint.hinted_at)
        .where(KinshipHint.account_id == account_id)
        .order_by(KinshipHint.hinted_at, KinshipHint.id)
    )
    return [dict(row) for row in rows.mappings()]


def similar_ideas(idea: Idea, process_id: int, *, most: int = 6) -> list[Found]:
    """Public ideas of the same process whose title resembles this one's."""
    others = (
        select(Idea.subject_id)
        .join(Board, Board.subject_id == Idea.board_id)
        .where(Board.process_id == process_id, Board.is_call.is_(False), there_for_all())
        .where(Idea.subject_id != idea.subject_id)
    )
    return similar_titles(VISITOR, idea.title, within=others, most=most)


def _names_idea_on(board_id: int) -> Any:
    """Hints whose first idea stands on this board, or whose second does."""
    here = select(Idea.subject_id).where(Idea.board_id == board_id)
    return or_(KinshipHint.idea_id.in_(here), KinshipHint.other_id.in_(here))


def _ideas(ids: set[int]) -> dict[int, PairedIdea]:
    cluster = aliased(Subject)
    rows = db.session.execute(
        select(
            Idea.subject_id, Idea.title, Idea.excerpt, Idea.language, Idea.votes, Idea.submitted_at, cluster.id,
            cluster.title,
        )
        .outerjoin(Link, (Link.source_id == Idea.subject_id) & (Link.kind == LinkKind.CLUSTERED_IN))
        .outerjoin(cluster, cluster.id == Link.target_id)
        .where(Idea.subject_id.in_(ids), there_for_all())
    )  # fmt: skip
    return {row.subject_id: PairedIdea(*row) for row in rows}


def _dismissed(pairs: dict[tuple[int, int], int]) -> set[tuple[int, int]]:
    firsts = {one for one, _ in pairs}
    rows = db.session.execute(
        select(DismissedPair.idea_id, DismissedPair.other_id).where(DismissedPair.idea_id.in_(firsts))
    )
    return {(row.idea_id, row.other_id) for row in rows}


def _lie_together(pair: Pair) -> bool:
    return pair.first.cluster_id is not None and pair.first.cluster_id == pair.second.cluster_id
