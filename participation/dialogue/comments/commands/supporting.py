"""One account, one support of a comment: giving and taking back are two idempotent acts, as with ideas.

No journal line is written: who supported what is nobody's business.
"""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from sqlalchemy import Table, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict
from participation.dialogue.comments.models import Comment, CommentVote
from participation.records.subjects.models import State


def support_comment(comment: Comment, *, actor: Actor) -> int:
    """Support a comment; a second time changes nothing. Returns how many do. Whether this person may now, the room of
    the subject asks before. Raises Conflict where the comment is not public any more."""
    check_there(comment)
    row = {"comment_id": comment.subject_id, "account_id": actor.account_id, "cast_at": now()}
    fresh = db.session.execute(_giving(db.engine.dialect.name), row).scalar_one_or_none()
    return comment.votes if fresh is None else _count(comment, 1)


def take_back_support(comment: Comment, *, actor: Actor) -> int:
    """Take one's support back; where there is none, nothing changes. Returns how many are left. Raises Conflict as
    `support_comment` does."""
    check_there(comment)
    gone = db.session.execute(
        delete(CommentVote)
        .where(CommentVote.comment_id == comment.subject_id, CommentVote.account_id == actor.account_id)
        .returning(CommentVote.comment_id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return comment.votes if gone is None else _count(comment, -1)


def check_there(comment: Comment) -> None:
    """Raise Conflict where a comment was hidden, taken back or expunged."""
    if comment.state is not State.PUBLIC:
        raise Conflict("Dieser Kommentar ist nicht mehr öffentlich.")


def _count(comment: Comment, by: int) -> int:
    """Move the counter in the database itself, so that parallel supports never lose one."""
    votes = db.session.execute(
        update(Comment)
        .where(Comment.subject_id == comment.subject_id)
        .values(votes=Comment.votes + by)
        .returning(Comment.votes)
        .execution_options(synchronize_session=False)
    ).scalar_one()
    db.session.expire(comment, ["votes"])
    return int(votes)


@cache
def _giving(dialect: str) -> Any:
    """The statement that keeps a support unless there is one."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    table = cast(Table, CommentVote.__table__)
    return insert(table).on_conflict_do_nothing().returning(table.c.comment_id)
