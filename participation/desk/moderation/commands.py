"""Hiding contributions with a reason and showing them again; the rooms that own them do it."""

from __future__ import annotations

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.comments.models import Comment
from participation.dialogue.ideas.commands import (
    hide_comment_on_idea,
    hide_idea,
    restore_comment_on_idea,
    restore_idea,
)
from participation.dialogue.ideas.models import Idea
from participation.records.subjects.models import SubjectKind


def hide_contribution(subject_id: int, kind: SubjectKind, *, actor: Actor, reason: str) -> None:
    """Hide an idea or a comment; its place shows the reason. Doing it twice changes nothing.

    Raises NotAllowed for other departments, Invalid without a reason, Conflict where it is gone already.
    """
    if kind is SubjectKind.IDEA:
        hide_idea(db.session.get_one(Idea, subject_id), actor=actor, reason=reason)
    else:
        hide_comment_on_idea(db.session.get_one(Comment, subject_id), actor=actor, reason=reason)


def restore_contribution(subject_id: int, kind: SubjectKind, *, actor: Actor, reason: str) -> None:
    """Show a hidden idea or comment again. Doing it twice changes nothing.

    Raises NotAllowed for other departments, Invalid without a reason, Conflict where it was not hidden.
    """
    if kind is SubjectKind.IDEA:
        restore_idea(db.session.get_one(Idea, subject_id), actor=actor, reason=reason)
    else:
        restore_comment_on_idea(db.session.get_one(Comment, subject_id), actor=actor, reason=reason)
