"""Reading an idea."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import abort, render_template

from participation.core.actor import VISITOR
from participation.core.places import Point
from participation.desk.answers import queries as answers
from participation.dialogue.calls import queries as calls
from participation.dialogue.calls.queries import Team
from participation.dialogue.calls.rules import is_member
from participation.dialogue.comments import queries as comments
from participation.dialogue.comments.queries import Threads
from participation.dialogue.ideas import queries
from participation.dialogue.ideas.forms import CommentForm
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.queries import IdeaPage
from participation.dialogue.ideas.views.blueprint import blueprint
from participation.dialogue.ideas.views.context import Step, idea_context, way_of_idea
from participation.people.notifications import queries as notifications
from participation.town.districts import queries as districts
from participation.town.districts.drawing import SmallMap
from participation.web.access import actor, public
from participation.web.in_common import page_in_common
from participation.web.kept import kept
from participation.web.numbers import asked_number
from participation.web.stored_pages import stored


@dataclass(frozen=True)
class Facts:
    """What a page of an idea says to everyone alike."""

    page: IdeaPage
    answers: Sequence[Any]
    way: list[Step]
    threads: Threads | None
    team: Team | None

    @property
    def authors(self) -> frozenset[int | None]:
        """The accounts that wrote the idea and the comments shown."""
        team = {one.account_id for one in self.team.members} if self.team else set()
        return frozenset({self.page.idea.author_id, *team, *_authors(self.threads)} - {None})


@blueprint.get("/ideen/<int:subject_id>")
@public
@stored
def show(subject_id: int) -> Any:
    """An idea with its place, the city's answer, its way, and the comments."""
    who, after = actor(), asked_number("nach") or 0
    my_vote, footing = queries.own_part(subject_id, who)
    own = {
        "my_vote": my_vote,
        "footing": footing,
        "follows": notifications.follows(subject_id, who.account_id),
    }
    if not who.is_staff:
        found = cache(lambda: _found(subject_id, after, VISITOR))
        authors = kept(("authors on", subject_id, after), lambda: facts.authors if (facts := found()) else None)
        if authors is not None and who.account_id not in authors:
            return page_in_common("ideas/show.html", own=own, context=lambda: _context(found(), after))
    return render_template("ideas/show.html", **_context(_found(subject_id, after, who), after), **own)


def _context(found: Facts | None, after: int) -> dict[str, Any]:
    facts = found or abort(404)
    idea, is_shown = facts.page.idea, facts.page.shows_text
    return {
        **idea_context(facts.page),
        "answers": facts.answers,
        "way": facts.way,
        "threads": facts.threads,
        "team": facts.team,
        "pictures": facts.page.pictures if is_shown else (),
        "is_of_team": facts.team is not None and is_member(actor(), facts.team.members),
        "after": after,
        "small_map": kept(("small map of", idea.subject_id), lambda: _small_map(idea)) if is_shown else None,
        "comment_form": CommentForm() if actor().account_id else None,
    }


def _found(subject_id: int, after: int, who: Any) -> Facts | None:
    page = queries.idea_page(subject_id, who)
    if page is None:
        return None
    threads = comments.threads_on(subject_id, after=after) if page.shows_text else None
    given = answers.answers_history(subject_id) if page.shows_text else []
    team = calls.team_of(subject_id) if page.board.is_call and page.shows_text else None
    return Facts(page, given, way_of_idea(page, who), threads, team)


def _authors(threads: Threads | None) -> set[int | None]:
    waiting, found = list(threads.threads) if threads else [], set()
    while waiting:
        comment = waiting.pop()
        found.add(comment.author_id)
        waiting += comment.replies
    return found


def _small_map(idea: Idea) -> SmallMap | None:
    point = Point(idea.lon, idea.lat) if idea.lon is not None and idea.lat is not None else None
    return districts.district_outlines(current_id=idea.district_id, point=point)
