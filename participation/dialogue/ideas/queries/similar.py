"""Ideas that say something alike: shown while somebody writes a title, and again before they send."""

from __future__ import annotations

from sqlalchemy import select

from participation.core.actor import Actor
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.queries.choosing import there_for_all
from participation.records.search.queries import Found, similar_titles

SHORTEST = 4
LONGEST = 200


def ideas_like(title: str, *, board_id: int, actor: Actor) -> list[Found]:
    """Up to five ideas of a board whose titles resemble this one, the most alike first."""
    if len(title.strip()) < SHORTEST:
        return []
    within = select(Idea.subject_id).where(Idea.board_id == board_id, there_for_all())
    return similar_titles(actor, title[:LONGEST], within=within)
