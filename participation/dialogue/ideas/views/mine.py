"""The page „Meine Beiträge“: what one wrote, supported and follows, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template, url_for

from participation.core.errors import N_
from participation.core.markdown import plain_words
from participation.dialogue.calls.queries import applications_of
from participation.dialogue.comments.queries import comments_by
from participation.dialogue.ideas import queries
from participation.dialogue.ideas.views.blueprint import blueprint
from participation.dialogue.searches.queries import count_searches
from participation.people.notifications.queries import followed_by
from participation.web.access import actor, signed_in
from participation.web.navigation import navigation

MOST = 50
FOLLOWED = 10
EXCERPT = 160

navigation.add_account(N_("Meine Beiträge"), "ideas.mine", order=15)


@dataclass(frozen=True)
class OwnDraft:
    """Something begun and not sent yet: `where` names its board, `url` leads on with it."""

    title: str
    where: str
    url: str
    saved_at: datetime


@blueprint.get("/konto/beitraege")
@signed_in
def mine() -> Any:
    """One's ideas, drafts, comments, supports, and what one follows."""
    who = actor()
    account_id = who.account_id or 0
    ideas, votes = queries.ideas_by(account_id, most=MOST), queries.own_votes(who, most=MOST)
    return render_template(
        "ideas/mine.html",
        ideas=ideas,
        drafts=_drafts(account_id),
        comments=comments_by(who, most=MOST),
        votes=votes,
        measures=queries.measures_from(who, [*(i.subject_id for i in ideas), *(v.subject_id for v in votes)]),
        applications=applications_of(account_id),
        followed=followed_by(who, most=FOLLOWED + 1),
        most_followed=FOLLOWED,
        searches=count_searches(account_id),
        most=MOST,
        plain=_plain,
    )


def _drafts(account_id: int) -> list[OwnDraft]:
    """What was begun on boards and not sent, the newest first."""
    return [
        OwnDraft(draft.title, draft.board_title, url_for("ideas.submit", slug=draft.board_slug), draft.saved_at)
        for draft in queries.drafts_of(account_id)
    ]


def _plain(text_html: str) -> str:
    words = plain_words(text_html)
    return words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + " …"
