"""The blueprint of this room, and how its views find an application of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, current_app

from participation.core import clock
from participation.dialogue.boards.rules import closing_of, last_moment, takes_applications
from participation.dialogue.calls import queries, rules
from participation.dialogue.calls.queries import Team
from participation.dialogue.ideas.models import Idea
from participation.dialogue.ideas.queries import IdeaPage, idea_page
from participation.dialogue.ideas.rules import is_sealed
from participation.web.access import actor

blueprint = Blueprint("calls", __name__)


@dataclass(frozen=True)
class Own:
    """An application of one's own: its page, its team, and what may still be done with it."""

    page: IdeaPage
    team: Team
    may_change: bool
    may_withdraw: bool
    is_lead: bool

    @property
    def idea(self) -> Idea:
        """The idea that it is."""
        return self.page.idea

    @property
    def is_sealed(self) -> bool:
        """Whether others do not see it yet."""
        return is_sealed(self.idea.visible_from)

    @property
    def shows_name(self) -> bool:
        """Whether one's own pseudonym stands in public."""
        return any(one.shows_name for one in self.team.members if one.account_id == actor().account_id)

    @property
    def closes(self) -> datetime | None:
        """The last minute in which it can be changed."""
        closing = closing_of(self.page.board, self.page.board.process.phases)
        return last_moment(closing) if closing is not None else None


def own_application(subject_id: int) -> Own:
    """The application with its team, if this person belongs to it, or 404."""
    page = idea_page(subject_id, actor()) or abort(404)
    team = queries.team_of(subject_id)
    if team is None or not rules.is_member(actor(), team.members):
        abort(404)
    still_open = takes_applications(page.board, page.board.process.phases)
    leads = rules.is_lead(actor(), team.members)
    may_withdraw = rules.may_withdraw(page.idea, is_lead=leads, takes_applications=still_open)
    return Own(page, team, still_open and _is_changeable(page.idea), may_withdraw, leads)


def secret() -> str:
    """The key that links are signed with."""
    return str(current_app.secret_key)


def _is_changeable(idea: Idea) -> bool:
    try:
        rules.check_changeable(idea)
    except rules.Conflict:
        return False
    return True


@blueprint.app_template_filter()
def last_minute(closing: datetime | None) -> datetime | None:
    """The last minute before something closes: midnight is told as the end of the day before."""
    return None if closing is None else last_moment(closing)


@blueprint.app_template_global()
def is_still_sealed(visible_from: datetime | None) -> bool:
    """Whether others do not see something yet."""
    return visible_from is not None and visible_from > clock.now()
