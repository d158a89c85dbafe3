"""What the commands of this room share: a comment locked for changing, and its state."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from participation.core.database import db
from participation.dialogue.comments.models import Comment, CommentVersion
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import State


def locked(comment: Comment) -> Comment:
    """The comment as it is now, locked until the end of the transaction."""
    return db.session.scalars(
        select(Comment)
        .where(Comment.subject_id == comment.subject_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def set_state(comment: Comment, state: State, reason: str) -> None:
    """Change who sees a comment, and say why."""
    comment.state, comment.state_reason = state, reason[:1000]
    change_subject(comment.subject_id, state=state)
    db.session.flush()


def forget_versions(comment_id: int) -> None:
    """Let go of all texts that a comment had before."""
    run(delete(CommentVersion).where(CommentVersion.comment_id == comment_id))


def run(statement: Any) -> None:
    """Change rows in the database itself."""
    db.session.execute(statement.execution_options(synchronize_session=False))
