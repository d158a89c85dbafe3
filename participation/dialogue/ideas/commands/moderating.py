"""Moderation hides ideas with a reason and shows them again."""

from __future__ import annotations

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.dialogue.ideas import rules
from participation.dialogue.ideas.commands.keeping import locked, set_state
from participation.dialogue.ideas.events import IdeaHidden, IdeaRestored
from participation.dialogue.ideas.models import Idea
from participation.records.journal.commands import record
from participation.records.subjects.models import State, Subject


def hide_idea(idea: Idea, *, actor: Actor, reason: str) -> None:
    """Hide an idea from everyone but its department; its place shows the reason."""
    check_moderator(idea, actor)
    if not reason.strip():
        raise Invalid("Bitte begründen Sie, warum der Beitrag verborgen wird.", field="reason")
    row = locked(idea)
    if row.state is State.HIDDEN:
        return
    rules.check_there(row)
    set_state(row, State.HIDDEN, reason)
    record(IdeaHidden(idea.subject_id), actor=actor, role="moderator", reason=reason)


def restore_idea(idea: Idea, *, actor: Actor, reason: str) -> None:
    """Show a hidden idea again."""
    check_moderator(idea, actor)
    if not reason.strip():
        raise Invalid("Bitte begründen Sie, warum der Beitrag wieder gezeigt wird.", field="reason")
    row = locked(idea)
    if row.state is State.PUBLIC:
        return
    if row.state is not State.HIDDEN:
        raise Conflict("Dieser Beitrag ist nicht verborgen.")
    set_state(row, State.PUBLIC, "")
    record(IdeaRestored(idea.subject_id), actor=actor, role="moderator", reason=reason)


def check_moderator(idea: Idea, actor: Actor) -> None:
    """Raise NotAllowed for everyone but the moderation of the idea's department."""
    subject = db.session.get_one(Subject, idea.subject_id)
    if not rules.may_moderate(actor, subject.department_id, subject.process_id):
        raise NotAllowed("Das darf nur die Moderation der zuständigen Fachabteilung.")
