"""Who may write, change, hide and withdraw comments."""

from __future__ import annotations

from datetime import datetime, timedelta

from participation.core import clock
from participation.core.actor import Actor, Role
from participation.core.errors import NotAllowed
from participation.dialogue.comments.models import Comment
from participation.records.subjects.models import State

LONGEST = 2000
EDITING = timedelta(minutes=15)
"""So long after it was written a comment can be changed."""


def may_answer_officially(actor: Actor, department_id: int | None) -> bool:
    """Moderators and editors of a department write in its name."""
    return department_id is not None and (
        actor.has_role(Role.MODERATOR, department_id) or actor.has_role(Role.EDITOR, department_id)
    )


def may_withdraw(actor: Actor, comment: Comment) -> bool:
    """Authors may take a comment back."""
    return actor.account_id is not None and comment.author_id == actor.account_id and comment.state is State.PUBLIC


def may_revise(actor: Actor, comment: Comment, *, moment: datetime | None = None) -> bool:
    """Authors may change a comment for a short while after they wrote it."""
    return may_withdraw(actor, comment) and (moment or clock.now()) < comment.created_at + EDITING


def may_see_versions(actor: Actor, comment: Comment, *, department_id: int | None, process_id: int | None) -> bool:
    """Whoever wrote a comment, and moderation, may read what it said before it was changed; expunged ones nobody."""
    if comment.state is State.EXPUNGED:
        return False
    mine = actor.account_id is not None and comment.author_id == actor.account_id
    return mine or may_moderate(actor, department_id, process_id)


def may_moderate(actor: Actor, department_id: int | None, process_id: int | None) -> bool:
    """Moderators act inside the processes of their departments only."""
    return actor.has_role(Role.MODERATOR, department_id, process_id)


def check_confirmed(actor: Actor) -> None:
    """Raise NotAllowed for people without an account or without a confirmed address."""
    if actor.account_id is None:
        raise NotAllowed("Bitte melden Sie sich an, um mitzumachen.")
    if actor.only_in is not None:
        raise NotAllowed(
            "Mit Ihrem Code können Sie Ideen einreichen, kommentieren und unterstützen. "
            "Für diesen Schritt brauchen Sie ein Konto."
        )
    if not actor.is_confirmed:
        raise NotAllowed("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse. Den Link dazu haben wir Ihnen gemailt.")


def check_may_write(actor: Actor, process_id: int | None) -> None:
    """The same, but who came with a code may write in the one process that it is for."""
    if actor.only_in is None or actor.only_in != process_id:
        check_confirmed(actor)
