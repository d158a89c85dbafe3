"""How far the city has come with an idea; departments, measures and workshops ask for it here."""

from __future__ import annotations

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.transitions import check_move
from participation.dialogue.ideas import rules
from participation.dialogue.ideas.commands.keeping import locked
from participation.dialogue.ideas.events import IdeaStatusChanged
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.records.journal.commands import record


def set_status(idea: Idea, status: IdeaStatus, *, actor: Actor, reason: str = "") -> None:
    """Note how far the city has come. Raises InvalidTransition where that does not follow on the present status."""
    row = locked(idea)
    if row.status is status:
        return
    check_move(rules.MOVES, row.status, status)  # type: ignore[arg-type]
    old, row.status, row.changed_at = row.status, status, now()
    db.session.flush()
    details = {"reason": reason} if reason else {}
    record(IdeaStatusChanged(idea.subject_id, old=old, new=status), actor=actor, **details)


def note_answer(idea: Idea) -> None:
    """The city answered the idea just now; the list of the newly answered begins with it."""
    locked(idea).answered_at = now()
    db.session.flush()


def mark_in_review(idea: Idea, *, actor: Actor) -> None:
    """A department looks into the idea."""
    set_status(idea, IdeaStatus.IN_REVIEW, actor=actor)


def mark_promoted(idea: Idea, *, actor: Actor, reason: str = "") -> None:
    """The idea became part of a measure."""
    set_status(idea, IdeaStatus.PROMOTED, actor=actor, reason=reason)


def mark_realised(idea: Idea, *, actor: Actor, reason: str = "") -> None:
    """What the idea asked for is there."""
    set_status(idea, IdeaStatus.REALISED, actor=actor, reason=reason)
