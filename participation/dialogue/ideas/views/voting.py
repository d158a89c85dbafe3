"""Supporting an idea and taking it back: two idempotent acts, never a toggle."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import render_template, request, url_for

from participation.core.transactions import commits
from participation.dialogue.ideas import commands, queries
from participation.dialogue.ideas.forms import ActForm
from participation.dialogue.ideas.queries import IdeaPage
from participation.dialogue.ideas.views.blueprint import blueprint, found_page, readable_page
from participation.dialogue.ideas.views.context import idea_context
from participation.extensions import limiter
from participation.web.access import actor, signed_in
from participation.web.htmx import render_or_redirect


@blueprint.get("/ideen/<int:subject_id>/stimme")
@signed_in
def support(subject_id: int) -> Any:
    """One button: where people land who signed in to support an idea."""
    page = readable_page(subject_id)
    return render_template("ideas/support.html", **_context(page, queries.my_vote(subject_id, actor().account_id)))


@blueprint.post("/ideen/<int:subject_id>/stimme")
@limiter.limit("240 per hour")
@commits
@signed_in
def vote(subject_id: int) -> Any:
    """Support the idea (or, where the board asks, oppose it); a second time changes nothing."""
    page, form = found_page(subject_id), ActForm()
    commands.cast_vote(
        page.idea, actor=actor(), phases=page.board.process.phases, value=form.vote_value,
        opposing=page.board.allows_opposing,
    )  # fmt: skip
    return _answer(page, form.vote_value)


@blueprint.post("/ideen/<int:subject_id>/stimme/zuruecknehmen")
@limiter.limit("240 per hour")
@commits
@signed_in
def take_back(subject_id: int) -> Any:
    """Take one's support back; a second time changes nothing."""
    page = found_page(subject_id)
    commands.withdraw_vote(page.idea, actor=actor(), phases=page.board.process.phases)
    return _answer(page, None)


def _answer(page: IdeaPage, my_vote: int | None) -> Any:
    """Back to where the person came from: the idea's page, or the list with its filters."""
    if "list" in request.form:
        return _answer_in_list(page, my_vote, request.form["list"].removeprefix("?"))
    address = url_for("ideas.show", subject_id=page.idea.subject_id, _anchor="stimme")
    return render_or_redirect("ideas/_vote_box.html", address, **_context(page, my_vote), announce=True)


def _answer_in_list(page: IdeaPage, my_vote: int | None, query: str) -> Any:
    asked = urlencode(parse_qsl(query))
    address = url_for("boards.show", slug=page.board.slug) + (f"?{asked}" if asked else "")
    address += f"#stimme-{page.idea.subject_id}"
    return render_or_redirect("boards/_support.html", address, **_context(page, my_vote), list=query)


def _context(page: IdeaPage, my_vote: int | None) -> dict[str, Any]:
    return {**idea_context(page), "my_vote": my_vote, "act_form": ActForm()}
