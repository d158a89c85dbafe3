"""How an idea's row is locked and its state set; for the other commands of this room."""

from __future__ import annotations

from sqlalchemy import select

from participation.core.clock import now
from participation.core.database import db
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.models import Process
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import State


def locked(idea: Idea) -> Idea:
    """The idea as it is now, locked until the end of the transaction."""
    return db.session.scalars(
        select(Idea)
        .where(Idea.subject_id == idea.subject_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def stand_in_line(process_id: int) -> None:
    """Wait until no other merge or bundling of this process is under way."""
    first = select(Process.subject_id).where(Process.subject_id == process_id).with_for_update(key_share=True)
    db.session.execute(first)


def set_state(idea: Idea, state: State, reason: str) -> None:
    """Who may see the idea from now on, and why."""
    idea.state, idea.state_reason, idea.changed_at = state, reason[:1000], now()
    change_subject(idea.subject_id, state=state)
    db.session.flush()
