"""Supporting a comment and taking it back: two idempotent acts by the rule for ideas, never a toggle."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template
from werkzeug.wrappers import Response

from participation.core.transactions import commits
from participation.dialogue.comments import queries as comments
from participation.dialogue.comments.models import Comment
from participation.dialogue.ideas import commands, queries
from participation.dialogue.ideas.queries import Ballot
from participation.dialogue.ideas.views.blueprint import blueprint, found_ballot
from participation.dialogue.ideas.views.comments import shown_comment
from participation.dialogue.ideas.views.context import ballot_context, idea_context
from participation.dialogue.ideas.views.discussing import address_came_from
from participation.extensions import limiter
from participation.web.access import actor, guests_too, signed_in
from participation.web.htmx import render_or_redirect


@blueprint.get("/kommentare/<int:subject_id>/stimme")
@signed_in
@guests_too
def comment_support(subject_id: int) -> Any:
    """One button: where people land who signed in to support a comment."""
    found, page = shown_comment(subject_id)
    if not found.is_shown:
        abort(404)
    return render_template(
        "ideas/support_comment.html", **idea_context(page), comment=comments.comment_view(subject_id),
        supports=comments.supported_of(actor().account_id, [subject_id]),
        footing=queries.own_part(page.idea.subject_id, actor())[1],
    )  # fmt: skip


@blueprint.post("/kommentare/<int:subject_id>/stimme")
@limiter.limit("240 per hour")
@commits
@signed_in
@guests_too
def support_comment(subject_id: int) -> Any:
    """Support the comment; a second time changes nothing."""
    found, ballot = _comment_and_ballot(subject_id)
    commands.support_comment_on_idea(
        ballot, found, actor=actor(), phases=ballot.phases, footing=ballot.footing
    )  # fmt: skip
    return _answer(found, ballot)


@blueprint.post("/kommentare/<int:subject_id>/stimme/zuruecknehmen")
@limiter.limit("240 per hour")
@commits
@signed_in
@guests_too
def take_back_comment_support(subject_id: int) -> Any:
    """Take one's support of the comment back; a second time changes nothing."""
    found, ballot = _comment_and_ballot(subject_id)
    commands.take_back_comment_support(
        ballot, found, actor=actor(), phases=ballot.phases, footing=ballot.footing
    )  # fmt: skip
    return _answer(found, ballot)


def _comment_and_ballot(subject_id: int) -> tuple[Comment, Ballot]:
    """The comment, and its idea as people vote on it, or 404 where this person may not open that."""
    found = comments.comment_by_id(subject_id)
    if found is None or not found.has_place:
        abort(404)
    return found, found_ballot(found.target_id)


def _answer(found: Comment, ballot: Ballot) -> Any:
    """Back to where the person came from. Rendered after the commit."""
    address = address_came_from(found.target_id, found.subject_id)

    def answer() -> Response:
        view = comments.comment_view(found.subject_id)
        mine = comments.supported_of(actor().account_id, [found.subject_id])
        context = {**ballot_context(ballot), "comment": view, "supports": mine, "footing": ballot.footing}
        return render_or_redirect("ideas/_comment_support.html", address, **context, announce=True)()

    return answer
