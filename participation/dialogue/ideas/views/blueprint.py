"""The blueprint of this room, and how its views find an idea."""

from __future__ import annotations

from flask import Blueprint, abort

from participation.dialogue.ideas import queries
from participation.dialogue.ideas.queries import Ballot, IdeaPage
from participation.records.subjects.models import State
from participation.web.access import actor

blueprint = Blueprint("ideas", __name__)


def found_page(subject_id: int) -> IdeaPage:
    """The idea's page for this person, or 404; also where it was expunged: nobody does anything with the mark."""
    page = queries.idea_page(subject_id, actor())
    return abort(404) if page is None or page.is_expunged else page


def readable_page(subject_id: int) -> IdeaPage:
    """The same for pages that show what the idea says: 404 too where only its mark is left for this person."""
    page = found_page(subject_id)
    return page if page.shows_text else abort(404)


def found_ballot(subject_id: int) -> Ballot:
    """What this person can vote on, or 404."""
    found = queries.ballot(subject_id, actor())
    return abort(404) if found is None or found.state is State.EXPUNGED else found
