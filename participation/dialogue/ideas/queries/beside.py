"""What a card shows beside its idea: one's own vote, the measure that grew from it, the comment that was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.comments.models import Comment
from participation.dialogue.ideas.models import IdeaStatus, Vote
from participation.dialogue.ideas.queries.listing import IdeaEntry
from participation.records.search.queries import newest_matching
from participation.records.subjects.models import Link, LinkKind, State, Subject, SubjectKind
from participation.records.subjects.queries import visible_to

GROWN = (IdeaStatus.PROMOTED, IdeaStatus.REALISED)

_MY_VOTES = select(Vote.idea_id, Vote.value).where(
    Vote.account_id == bindparam("account"), Vote.idea_id.in_(bindparam("ideas", expanding=True))
)


def my_votes(idea_ids: Iterable[int], account_id: int | None) -> dict[int, int]:
    """How this account voted on these ideas; for the person's own eyes only."""
    ids = list(idea_ids)
    if account_id is None or not ids:
        return {}
    rows = db.session.execute(_MY_VOTES, {"account": account_id, "ideas": ids})
    return {row.idea_id: row.value for row in rows}


@dataclass(frozen=True, slots=True)
class Grown:
    """The measure that an idea became part of."""

    title: str
    path: str


def measures_of_ideas(actor: Actor, entries: Sequence[IdeaEntry]) -> dict[int, Grown]:
    """The measures that grew from these ideas; the newest where there are several."""
    return measures_from(actor, [e.subject_id for e in entries if e.status in GROWN])


def measures_from(actor: Actor, ids: Sequence[int]) -> dict[int, Grown]:
    """The same for ideas of which nothing but the number is known."""
    if not ids:
        return {}
    rows = db.session.execute(
        select(Link.source_id, Subject.title, Subject.path)
        .join(Subject, Subject.id == Link.target_id)
        .where(
            Link.source_id.in_(ids), Link.kind == LinkKind.GREW_FROM, Subject.kind == SubjectKind.MEASURE,
            visible_to(actor),
        )
        .order_by(Link.at, Link.id)
    )  # fmt: skip
    return {source_id: Grown(title, path) for source_id, title, path in rows}


@dataclass(frozen=True, slots=True)
class Said:
    """A comment in which searched words stand; `text_html` is safe HTML."""

    text_html: str
    path: str
    language: str


def comments_with(words: str, idea_ids: Sequence[int]) -> dict[int, Said]:
    """The newest comment on each of these ideas that answers the words."""
    if not (words and idea_ids):
        return {}
    rows = db.session.execute(
        select(Comment.target_id, Comment.text_html, Subject.path, Comment.language)
        .join(Subject, Subject.id == Comment.subject_id)
        .where(
            Comment.target_id.in_(idea_ids), Comment.state == State.PUBLIC,
            Comment.subject_id.in_(newest_matching(words)),
        )
        .order_by(Comment.subject_id)
    )  # fmt: skip
    return {row[0]: Said(*row[1:]) for row in rows}
