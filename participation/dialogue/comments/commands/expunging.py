"""What must go from a comment goes for good: all of it, or what it said before it was changed."""

from __future__ import annotations

from sqlalchemy import update

from participation.core.database import db
from participation.dialogue.comments.commands.keeping import forget_versions, locked, run
from participation.dialogue.comments.models import Comment, CommentVersion
from participation.records.search.commands import remove_from_index
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import State
from participation.records.subjects.rules import EXPUNGED_TITLE


def expunge_comment(comment_id: int, *, mark: str) -> bool:
    """Leave of a comment only its mark; answers to it stay. Returns whether others could read it until now."""
    row = locked(db.session.get_one(Comment, comment_id))
    was_public = row.state is State.PUBLIC
    row.text, row.text_html, row.language, row.stance, row.send_key = "", "", "de", None, None
    row.state, row.state_reason, row.version = State.EXPUNGED, mark, row.version + 1
    row.edited_at = None
    forget_versions(comment_id)
    change_subject(comment_id, state=State.EXPUNGED, title=EXPUNGED_TITLE)
    remove_from_index(comment_id)
    db.session.flush()
    return was_public


def expunge_comment_versions(comment_id: int, *, mark: str, number: int | None = None) -> None:
    """Let go of what a comment said before it was changed: of all of it, or of one text."""
    locked(db.session.get_one(Comment, comment_id))
    which = CommentVersion.comment_id == comment_id
    if number is not None:
        which &= CommentVersion.number == number
    run(update(CommentVersion).where(which).values(text="", mark=mark))
