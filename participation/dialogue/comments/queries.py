"""Threads of comments, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.comments.models import Comment, CommentVote, Stance
from participation.people.accounts.models import Account
from participation.people.departments.models import Department
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import visible_to

THREADS_PER_PAGE = 20
MOST_REPLIES = 400


@dataclass(frozen=True)
class CommentView:
    """A comment as it is shown; text and author are empty where it was hidden or withdrawn."""

    subject_id: int
    parent_id: int | None
    thread_id: int
    text_html: str
    author: str
    author_id: int | None
    department: str
    stance: Stance | None
    state: State
    state_reason: str
    created_at: datetime
    language: str
    replies: list[CommentView] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        """Whether its text can be read."""
        return self.state is State.PUBLIC


@dataclass(frozen=True)
class Threads:
    """A page of threads, and from where the next page goes on."""

    threads: list[CommentView]
    next_after: int | None


_COLUMNS = (
    Comment.subject_id, Comment.parent_id, Comment.thread_id, Comment.text_html, Account.pseudonym, Comment.author_id,
    Department.name, Comment.stance, Comment.state, Comment.state_reason, Comment.created_at,
    Comment.language,
)  # fmt: skip
_SHOWN = (State.PUBLIC, State.HIDDEN, State.WITHDRAWN, State.EXPUNGED)


def threads_on(target_id: int, *, after: int = 0, size: int = THREADS_PER_PAGE) -> Threads:
    """The threads on a subject, oldest first, `size` of them after the thread `after`, each with all its replies.

    Two statements, however many comments there are.
    """
    first = _views(
        _comments()
        .where(Comment.target_id == target_id, Comment.parent_id.is_(None), Comment.subject_id > after)
        .order_by(Comment.subject_id)
        .limit(size + 1)
    )
    threads, more = first[:size], len(first) > size
    if threads:
        replies = _views(
            _comments()
            .where(Comment.thread_id.in_([t.subject_id for t in threads]), Comment.parent_id.is_not(None))
            .order_by(Comment.created_at, Comment.subject_id)
            .limit(MOST_REPLIES)
        )
        known = {t.subject_id: t for t in threads}
        for reply in replies:
            known[reply.subject_id] = reply
            if reply.parent_id in known:
                known[reply.parent_id].replies.append(reply)
    return Threads(threads, threads[-1].subject_id if more else None)


def comment_by_id(subject_id: int) -> Comment | None:
    """The comment, whoever asks; commands check their rules themselves."""
    return db.session.get(Comment, subject_id)


def comment_view(subject_id: int) -> CommentView | None:
    """One comment as it is shown."""
    found = _views(_comments().where(Comment.subject_id == subject_id))
    return found[0] if found else None


def _comments() -> Any:
    return (
        select(*_COLUMNS)
        .outerjoin(Account, Account.id == Comment.author_id)
        .outerjoin(Department, Department.subject_id == Comment.department_id)
        .where(Comment.state.in_(_SHOWN))
    )


def _views(statement: Any) -> list[CommentView]:
    rows = db.session.execute(statement)
    return [_view(*row) for row in rows]


def _view(
    subject_id: int, parent_id: int | None, thread_id: int, text_html: str, author: str | None, author_id: int | None,
    department: str | None, stance: Stance | None, state: State, state_reason: str, created_at: datetime,
    language: str,
) -> CommentView:  # fmt: skip
    shown = state is State.PUBLIC
    return CommentView(
        subject_id, parent_id, thread_id, text_html if shown else "", (author or "") if shown else "",
        author_id, (department or "") if shown else "", stance if shown else None, state, state_reason, created_at,
        language,
    )  # fmt: skip


def written_comments(account_id: int) -> list[dict[str, Any]]:
    """All comments of a person, oldest first; for their own eyes."""
    rows = db.session.execute(
        select(
            Comment.subject_id.label("number"), Subject.path.label("address"), Comment.text, Comment.stance,
            Comment.language, Comment.state, Comment.is_official, Comment.created_at,
        )
        .join(Subject, Subject.id == Comment.subject_id)
        .where(Comment.author_id == account_id)
        .order_by(Comment.created_at, Comment.subject_id)
    )  # fmt: skip
    return [dict(row) for row in rows.mappings()]


def comments_found_helpful(account_id: int) -> list[dict[str, Any]]:
    """The comments that a person found helpful, oldest first; shown to nobody else."""
    rows = db.session.execute(
        select(CommentVote.comment_id.label("comment"), Subject.path.label("address"), CommentVote.cast_at)
        .join(Subject, Subject.id == CommentVote.comment_id)
        .where(CommentVote.account_id == account_id)
        .order_by(CommentVote.cast_at, CommentVote.comment_id)
    )
    return [dict(row) for row in rows.mappings()]


@dataclass(frozen=True)
class OwnComment:
    """One of a person's comments, and on what it stands; that title is empty where they may not see it."""

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
    on = aliased(Subject, name="commented")
    rows = db.session.execute(
        select(
            Comment.subject_id, Comment.text_html, Comment.language, Comment.state, Comment.state_reason, Comment.votes,
            Comment.created_at, case((visible_to(actor, on), on.title), else_=""), on.path,
        )
        .join(on, on.id == Comment.target_id)
        .where(Comment.author_id == actor.account_id)
        .order_by(Comment.created_at.desc(), Comment.subject_id.desc())
        .limit(most)
    )  # fmt: skip
    return [OwnComment(*row) for row in rows]


def count_public_comments(account_id: int) -> int:
    """How many comments of a person stand in public view."""
    found = select(func.count()).where(Comment.author_id == account_id, Comment.state == State.PUBLIC)
    return int(db.session.scalar(found) or 0)
