"""Hiding a comment with a reason, and showing it again."""

from __future__ import annotations

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.dialogue.comments import rules
from participation.dialogue.comments.commands.keeping import locked, set_state
from participation.dialogue.comments.events import CommentHidden, CommentRestored
from participation.dialogue.comments.models import Comment
from participation.records.journal.commands import record
from participation.records.subjects.models import State, Subject


def hide_comment(comment: Comment, *, actor: Actor, reason: str) -> bool:
    """Hide a comment; its place shows the reason. Returns whether it changed anything."""
    _check_moderator(comment, actor, reason)
    row = locked(comment)
    if row.state is State.HIDDEN:
        return False
    if row.state is not State.PUBLIC:
        raise Conflict("Dieser Kommentar ist nicht mehr öffentlich.")
    set_state(row, State.HIDDEN, reason)
    record(CommentHidden(row.subject_id, target_id=row.target_id), actor=actor, role="moderator", reason=reason)
    return True


def restore_comment(comment: Comment, *, actor: Actor, reason: str) -> bool:
    """Show a hidden comment again. Returns whether it changed anything."""
    _check_moderator(comment, actor, reason)
    row = locked(comment)
    if row.state is State.PUBLIC:
        return False
    if row.state is not State.HIDDEN:
        raise Conflict("Dieser Kommentar ist nicht verborgen.")
    set_state(row, State.PUBLIC, "")
    record(CommentRestored(row.subject_id, target_id=row.target_id), actor=actor, role="moderator", reason=reason)
    return True


def _check_moderator(comment: Comment, actor: Actor, reason: str) -> None:
    subject = db.session.get_one(Subject, comment.subject_id)
    if not rules.may_moderate(actor, subject.department_id, subject.process_id):
        raise NotAllowed("Das darf nur die Moderation der zuständigen Fachabteilung.")
    if not reason.strip():
        raise Invalid("Bitte begründen Sie Ihre Entscheidung.", field="reason")
