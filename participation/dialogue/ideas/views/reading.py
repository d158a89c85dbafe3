"""Reading an idea."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import abort, render_template
from flask_babel import ngettext

from participation.core.actor import VISITOR, Actor
from participation.core.places import Point
from participation.desk.answers import queries as answers
from participation.dialogue.calls import queries as calls
from participation.dialogue.calls.queries import Team
from participation.dialogue.calls.rules import is_member
from participation.dialogue.comments import queries as comments
from participation.dialogue.ideas import queries
from participation.dialogue.ideas.forms import CommentForm
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.queries import IdeaPage
from participation.dialogue.ideas.views.blueprint import blueprint
from participation.dialogue.ideas.views.context import Step, idea_context, way_of_idea
from participation.dialogue.ideas.views.discussing import Asked, Discussion, asked_in_address
from participation.dialogue.ideas.views.lineage import lineage_context
from participation.people.notifications import queries as notifications
from participation.records.subjects.models import SubjectKind
from participation.records.subjects.queries import Lineage, lineage_of
from participation.town.districts import queries as districts
from participation.town.districts.drawing import SmallMap
from participation.web.access import actor, public
from participation.web.in_common import page_in_common
from participation.web.kept import kept
from participation.web.stored_pages import stored


@dataclass(frozen=True)
class Known:
    """Who wrote what stands on a page, and which comments stand there."""

    authors: frozenset[int | None]
    comments: tuple[int, ...]


@dataclass(frozen=True)
class Facts:
    """What a page of an idea says to everyone alike."""

    page: IdeaPage
    answers: Sequence[Any]
    way: list[Step]
    discussion: Discussion | None
    team: Team | None
    lineage: Lineage

    @property
    def known(self) -> Known:
        """The accounts that wrote the idea and the comments shown, and these comments."""
        team = {one.account_id for one in self.team.members} if self.team else set()
        shown = self.discussion.found.shown if self.discussion else []
        authors = frozenset({self.page.idea.author_id, *team, *(one.author_id for one in shown)} - {None})
        return Known(authors, tuple(one.subject_id for one in shown))


@blueprint.get("/ideen/<int:subject_id>")
@public
@stored
def show(subject_id: int) -> Any:
    """An idea with its place, the city's answer, its way, and the comments."""
    who, asked = actor(), asked_in_address()
    if not who.is_staff:
        found = cache(lambda: _found(subject_id, asked, VISITOR))
        known = kept(("known on", subject_id, asked), lambda: facts.known if (facts := found()) else None)
        if known is not None and who.account_id not in known.authors:
            own = _own(subject_id, who, known)
            return page_in_common("ideas/show.html", own=own, context=lambda: _context(found()))
    facts = _found(subject_id, asked, who) or abort(404)
    return render_template("ideas/show.html", **_context(facts), **_own(subject_id, who, facts.known))


def _own(subject_id: int, who: Actor, known: Known) -> dict[str, Any]:
    """What of the page is this person's own."""
    my_vote, footing, supports = queries.own_part_and_supports(subject_id, who, known.comments)
    return {
        "my_vote": my_vote,
        "footing": footing,
        "follows": notifications.follows(subject_id, who.account_id),
        "supports": supports,
    }


def _context(found: Facts | None) -> dict[str, Any]:
    facts = found or abort(404)
    idea, is_shown = facts.page.idea, facts.page.shows_text
    return {
        **idea_context(facts.page),
        "answers": facts.answers,
        "way": facts.way,
        "discussion": facts.discussion,
        **lineage_context(facts.page.title, SubjectKind.IDEA, facts.lineage, notes=_brought(idea)),
        "team": facts.team,
        "pictures": facts.page.pictures if is_shown else (),
        "is_of_team": facts.team is not None and is_member(actor(), facts.team.members),
        "small_map": kept(("small map of", idea.subject_id), lambda: _small_map(idea)) if is_shown else None,
        "comment_form": CommentForm() if actor().account_id else None,
    }


def _found(subject_id: int, asked: Asked, who: Any) -> Facts | None:
    page = queries.idea_page(subject_id, who)
    if page is None:
        return None
    given = answers.answers_history(subject_id) if page.shows_text else []
    team = calls.team_of(subject_id) if page.board.is_call and page.shows_text else None
    discussion = _discussion(page, asked) if page.shows_text else None
    lineage = lineage_of(who, subject_id)
    return Facts(page, given, way_of_idea(page, lineage), discussion, team, lineage)


def _brought(idea: Idea) -> dict[int, str]:
    """What ideas brought along that went on in this one, beside the votes of people."""
    if not idea.votes_offline:
        return {}
    brought = queries.offline_brought(idea.subject_id).items()
    return {source: _on_paper(count) for source, count in brought}


def _on_paper(count: int) -> str:
    return str(
        ngettext("%(num)s Unterstützung auf Papier kam mit", "%(num)s Unterstützungen auf Papier kamen mit", count)
    )


def _discussion(page: IdeaPage, asked: Asked) -> Discussion:
    asks_stance, number = page.board.asks_stance, page.idea.subject_id
    reading = asked.reading(asks_stance=asks_stance)
    return Discussion(number, asks_stance, comments.threads_on(number, reading=reading))


def _small_map(idea: Idea) -> SmallMap | None:
    point = Point(idea.lon, idea.lat) if idea.lon is not None and idea.lat is not None else None
    return districts.district_outlines(current_id=idea.district_id, point=point)
