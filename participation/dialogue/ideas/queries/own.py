"""Everything that a person wrote and how they voted, for their own eyes alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.ideas.models import Idea, IdeaStatus, IdeaVersion, Vote
from participation.records.subjects.models import State, Subject
from participation.records.subjects.queries import has_come, visible_to


def written_ideas(account_id: int) -> list[dict[str, Any]]:
    """A person's ideas with all that they gave, oldest first."""
    rows = db.session.execute(
        select(
            Idea.subject_id.label("number"), Subject.path.label("address"), Idea.title, Idea.text, Idea.street,
            Idea.lon, Idea.lat, Idea.language, Idea.state, Idea.status, Idea.submitted_at, Idea.changed_at,
        )
        .join(Subject, Subject.id == Idea.subject_id)
        .where(Idea.author_id == account_id)
        .order_by(Idea.submitted_at, Idea.subject_id)
    )  # fmt: skip
    return [dict(row) for row in rows.mappings()]


def earlier_texts(account_id: int) -> list[dict[str, Any]]:
    """All texts that a person's ideas had, oldest first."""
    rows = db.session.execute(
        select(
            IdeaVersion.idea_id.label("idea"), IdeaVersion.number, IdeaVersion.title, IdeaVersion.text,
            IdeaVersion.reason, IdeaVersion.written_at,
        )
        .join(Idea, Idea.subject_id == IdeaVersion.idea_id)
        .where(Idea.author_id == account_id)
        .order_by(IdeaVersion.idea_id, IdeaVersion.number)
    )  # fmt: skip
    return [dict(row) for row in rows.mappings()]


def votes_cast(account_id: int) -> list[dict[str, Any]]:
    """How a person voted on which idea, oldest first; shown to nobody else."""
    rows = db.session.execute(
        select(Vote.idea_id.label("idea"), Subject.path.label("address"), Subject.title, Vote.value, Vote.cast_at)
        .join(Subject, Subject.id == Vote.idea_id)
        .where(Vote.account_id == account_id)
        .order_by(Vote.cast_at, Vote.idea_id)
    )
    return [dict(row) for row in rows.mappings()]


@dataclass(frozen=True)
class OwnVote:
    """How a person voted on an idea, and how far that has come; the title is empty where they may not see it."""

    subject_id: int
    title: str
    language: str
    status: IdeaStatus
    state: State
    value: int
    cast_at: datetime


def own_votes(actor: Actor, *, most: int = 50) -> list[OwnVote]:
    """How a person voted, the newest vote first; for their own eyes alone."""
    rows = db.session.execute(
        select(
            Vote.idea_id, case((visible_to(actor), Subject.title), else_=""), Idea.language, Idea.status, Idea.state,
            Vote.value, Vote.cast_at,
        )
        .join(Idea, Idea.subject_id == Vote.idea_id)
        .join(Subject, Subject.id == Vote.idea_id)
        .where(Vote.account_id == actor.account_id)
        .order_by(Vote.cast_at.desc(), Vote.idea_id.desc())
        .limit(most)
    )  # fmt: skip
    return [OwnVote(*row) for row in rows]


def count_public_ideas(account_id: int) -> int:
    """How many ideas of a person stand in public view."""
    public = (Idea.state.in_((State.PUBLIC, State.MERGED)), has_come(Idea.visible_from))
    found = select(func.count()).where(Idea.author_id == account_id, *public)
    return int(db.session.scalar(found) or 0)
