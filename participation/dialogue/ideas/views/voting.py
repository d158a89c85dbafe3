"""Supporting an idea and taking it back: two idempotent acts, never a toggle."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import render_template, request, url_for

from participation.core.transactions import commits
from participation.dialogue.ideas import commands, queries
from participation.dialogue.ideas.queries import Ballot
from participation.dialogue.ideas.views.blueprint import blueprint, found_ballot, readable_page
from participation.dialogue.ideas.views.context import ballot_context, idea_context
from participation.extensions import limiter
from participation.web.access import actor, guests_too, public, signed_in
from participation.web.htmx import render_or_redirect

VALUES = {"1": commands.SUPPORT, "0": commands.UNDECIDED, "-1": commands.AGAINST}


@blueprint.get("/ideen/<int:subject_id>/stimme")
@public
def support(subject_id: int) -> Any:
    """One button, to support an idea; whoever is not signed in begins with it, and is led to the sign-in."""
    mine, footing = queries.own_part(subject_id, actor())
    context = idea_context(readable_page(subject_id))
    return render_template("ideas/support.html", **context, my_vote=mine, footing=footing)


@blueprint.post("/ideen/<int:subject_id>/stimme")
@limiter.limit("240 per hour")
@commits
@signed_in
@guests_too
def vote(subject_id: int) -> Any:
    """Support the idea (or, where the board asks, oppose it); a second time changes nothing."""
    ballot, value = found_ballot(subject_id), VALUES.get(request.form.get("value", ""), commands.SUPPORT)
    counts = commands.cast_vote(
        ballot, actor=actor(), phases=ballot.phases, value=value, opposing=ballot.allows_opposing,
        footing=ballot.footing,
    )  # fmt: skip
    return _answer(ballot.counted(counts), value)


@blueprint.post("/ideen/<int:subject_id>/stimme/zuruecknehmen")
@limiter.limit("240 per hour")
@commits
@signed_in
@guests_too
def take_back(subject_id: int) -> Any:
    """Take one's support back; a second time changes nothing."""
    ballot = found_ballot(subject_id)
    counts = commands.withdraw_vote(ballot, actor=actor(), phases=ballot.phases, footing=ballot.footing)
    return _answer(ballot.counted(counts), None)


def _answer(ballot: Ballot, my_vote: int | None) -> Any:
    """Back to where the person came from: the idea's page, or the list with its filters. Rendered after the commit."""
    if "list" in request.form:
        partial, address = "boards/_support.html", _address_in_list(ballot, request.form["list"].removeprefix("?"))
    else:
        partial = "ideas/_vote_box.html"
        address = url_for("ideas.show", subject_id=ballot.subject_id, _anchor="stimme")
    context = {**ballot_context(ballot), "my_vote": my_vote, "footing": ballot.footing, "announce": True}
    return lambda: render_or_redirect(partial, address, **context)()


def _address_in_list(ballot: Ballot, query: str) -> str:
    asked = urlencode(parse_qsl(query))
    address = url_for("boards.show", slug=ballot.board_slug) + (f"?{asked}" if asked else "")
    return f"{address}#stimme-{ballot.subject_id}"
