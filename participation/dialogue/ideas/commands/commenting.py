"""Commenting on ideas: the phase must be open, and the idea's counter moves with each comment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm.util import identity_key

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.codes.rules import Footing
from participation.dialogue.comments import commands as comments
from participation.dialogue.comments.models import Comment, Stance
from participation.dialogue.ideas import rules
from participation.dialogue.ideas.commands.voting import check_footing_on
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.commands.archive import check_writable
from participation.dialogue.processes.models import Phase
from participation.dialogue.processes.rules import Act
from participation.records.subjects.models import Subject


def comment_on_idea(
    idea: Idea, *, actor: Actor, phases: Sequence[Phase], text: str, official_for: int | None = None,
    parent_id: int | None = None, stance: Stance | None = None, send_key: str | None = None,
    language: str = "de", footing: Footing | None = None,
) -> Comment:  # fmt: skip
    """Comment on an idea, or answer a comment on it: departments at any time, others while the phase lasts, if they
    have proven what the process asks for."""
    if official_for is None:
        check_footing_on(idea.subject_id, actor, footing)
        rules.check_open(phases, Act.COMMENT)
    else:
        check_writable(db.session.get_one(Subject, idea.subject_id).process_id)
    rules.check_shown(idea)
    if known := comments.comment_sent_before(send_key):
        return known
    comment = comments.add_comment(
        idea.subject_id, actor=actor, text=text, parent_id=parent_id, stance=stance, official_for=official_for,
        send_key=send_key, language=language,
    )  # fmt: skip
    count_comment(idea.subject_id, 1)
    return comment


def hide_comment_on_idea(comment: Comment, *, actor: Actor, reason: str) -> None:
    """Hide a comment; the idea's counter no longer counts it."""
    if comments.hide_comment(comment, actor=actor, reason=reason):
        count_comment(comment.target_id, -1)


def restore_comment_on_idea(comment: Comment, *, actor: Actor, reason: str) -> None:
    """Show a hidden comment again; the idea's counter counts it again."""
    if comments.restore_comment(comment, actor=actor, reason=reason):
        count_comment(comment.target_id, 1)


def withdraw_comment_on_idea(comment: Comment, *, actor: Actor) -> None:
    """Take one's comment back; the idea's counter no longer counts it."""
    check_writable(db.session.get_one(Subject, comment.subject_id).process_id)
    if comments.withdraw_comment(comment, actor=actor):
        count_comment(comment.target_id, -1)


def count_comment(idea_id: int, by: int) -> None:
    """Move the counter in the database itself; a subject that is no idea has none."""
    values: dict[Any, Any] = {"comments": Idea.comments + by}
    db.session.execute(
        update(Idea).where(Idea.subject_id == idea_id).values(**values).execution_options(synchronize_session=False)
    )
    if (idea := db.session.identity_map.get(identity_key(Idea, idea_id))) is not None:
        db.session.expire(idea, ["comments"])
