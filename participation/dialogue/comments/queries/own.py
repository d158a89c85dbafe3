"""What a person wrote in discussions and what they support, for their own eyes alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.comments.models import Comment, CommentVersion, CommentVote
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import visible_to


def written_comments(account_id: int) -> list[dict[str, Any]]:
    """All comments of a person, oldest first; for their own eyes."""
    rows = db.session.execute(
        select(
            Comment.subject_id.label("number"), Subject.path.label("address"), Comment.text, Comment.stance,
            Comment.language, Comment.state, Comment.is_official, Comment.created_at, Comment.edited_at,
        )
        .join(Subject, Subject.id == Comment.subject_id)
        .where(Comment.author_id == account_id)
        .order_by(Comment.created_at, Comment.subject_id)
    )  # fmt: skip
    return [dict(row) for row in rows.mappings()]


def earlier_texts_of_comments(account_id: int) -> list[dict[str, Any]]:
    """What a person's comments said before they were changed, oldest first; for their own eyes."""
    rows = db.session.execute(
        select(
            CommentVersion.comment_id.label("comment"), CommentVersion.number, CommentVersion.text,
            CommentVersion.written_at,
        )
        .join(Comment, Comment.subject_id == CommentVersion.comment_id)
        .where(Comment.author_id == account_id)
        .order_by(CommentVersion.comment_id, CommentVersion.number)
    )  # fmt: skip
    return [dict(row) for row in rows.mappings()]


def comments_found_helpful(account_id: int) -> list[dict[str, Any]]:
    """The comments that a person supports, oldest first; shown to nobody else."""
    rows = db.session.execute(
        select(CommentVote.comment_id.label("comment"), Subject.path.label("address"), CommentVote.cast_at)
        .join(Subject, Subject.id == CommentVote.comment_id)
        .where(CommentVote.account_id == account_id)
        .order_by(CommentVote.cast_at, CommentVote.comment_id)
    )
    return [dict(row) for row in rows.mappings()]


def count_public_comments(account_id: int) -> int:
    """How many comments of a person stand in public view."""
    found = select(func.count()).where(Comment.author_id == account_id, Comment.state == State.PUBLIC)
    return int(db.session.scalar(found) or 0)


def supported_of(account_id: int | None, comment_ids: Collection[int]) -> frozenset[int]:
    """Which of these comments a person supports; for their own eyes alone."""
    if account_id is None or not comment_ids:
        return frozenset()
    found = select(CommentVote.comment_id).where(
        CommentVote.account_id == account_id, CommentVote.comment_id.in_(comment_ids)
    )
    return frozenset(db.session.scalars(found))


@dataclass(frozen=True)
class OwnComment:
    """One of a person's comments with its own address, and the title of what it stands on: empty where they may not see
    that."""

    subject_id: int
    text_html: str
    language: str
    state: State
    state_reason: str
    votes: int
    created_at: datetime
    title: str
    path: str


def comments_by(actor: Actor, *, most: int = 50) -> list[OwnComment]:
    """A person's own comments, the newest first."""
    on, own = aliased(Subject, name="commented"), aliased(Subject, name="comment_subject")
    rows = db.session.execute(
        select(
            Comment.subject_id, Comment.text_html, Comment.language, Comment.state, Comment.state_reason, Comment.votes,
            Comment.created_at, case((visible_to(actor, on), on.title), else_=""), own.path,
        )
        .join(on, on.id == Comment.target_id)
        .join(own, own.id == Comment.subject_id)
        .where(Comment.author_id == actor.account_id)
        .order_by(Comment.created_at.desc(), Comment.subject_id.desc())
        .limit(most)
    )  # fmt: skip
    return [OwnComment(*row) for row in rows]
