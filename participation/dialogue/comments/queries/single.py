"""One comment, where it stands, and what it said before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select, tuple_

from participation.core.database import db
from participation.dialogue.comments.models import Comment, CommentVersion
from participation.dialogue.comments.queries.views import IN_TIME, CommentView, replies_in, views_of
from participation.dialogue.comments.rules.reading import (
    FEW_REPLIES,
    REPLIES_PER_PAGE,
    THREADS_PER_PAGE,
    Mark,
    Order,
    Reading,
    mark_in_time,
)


def comment_by_id(subject_id: int) -> Comment | None:
    """The comment, whoever asks; commands check their rules themselves."""
    return db.session.get(Comment, subject_id)


def comment_view(subject_id: int) -> CommentView | None:
    """One comment as it is shown."""
    found = views_of(select(Comment.subject_id).where(Comment.subject_id == subject_id))
    return found[0] if found else None


def versions_of(comment_id: int) -> list[CommentVersion]:
    """What a comment said before it was changed, newest first."""
    return list(
        db.session.scalars(
            select(CommentVersion).where(CommentVersion.comment_id == comment_id).order_by(CommentVersion.number.desc())
        )
    )


@dataclass(frozen=True)
class Standing:
    """Where a comment is read: on which page (None: the one that everybody sees first), with which thread open."""

    reading: Reading | None
    opened: int = 0
    behind: Mark | None = None


def standing_of(comment: Comment, *, per_page: int = THREADS_PER_PAGE) -> Standing:
    """On which page of its discussion a comment stands.

    Where all threads fit on the first page, it is there; else its thread begins a page in the order of time, which does
    not change as the supports do. However long the discussion is, only so many rows are read as stand on one page.
    """
    first = select(Comment.subject_id).where(Comment.target_id == comment.target_id, Comment.parent_id.is_(None))
    fits = _count(first.limit(per_page + 1)) <= per_page
    thread = db.session.execute(
        select(Comment.replies, Comment.created_at).where(Comment.subject_id == comment.thread_id)
    ).one()
    before_thread = mark_in_time(thread.created_at, comment.thread_id - 1)
    reading = None if fits else Reading(Order.OLDEST, (before_thread,))
    if comment.parent_id is None or thread.replies <= FEW_REPLIES:
        return Standing(reading)
    reply = select(Comment.subject_id).where(Comment.parent_id.is_not(None))
    before = [
        part.where(tuple_(comment.created_at, comment.subject_id) > IN_TIME)
        for part in replies_in(comment.thread_id, reply)
    ]
    near = sum(_count(part.limit(REPLIES_PER_PAGE)) for part in before) < REPLIES_PER_PAGE
    behind = None if near else mark_in_time(comment.created_at, comment.subject_id - 1)
    return Standing(reading, comment.thread_id, behind)


def _count(some: Select[Any]) -> int:
    return int(db.session.scalar(select(func.count()).select_from(some.subquery())) or 0)
