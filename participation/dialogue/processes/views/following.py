"""Following a process, and letting go of it."""

from __future__ import annotations

from typing import Any

from flask import abort, url_for

from participation.core.transactions import commits
from participation.dialogue.processes import queries
from participation.dialogue.processes.views.blueprint import blueprint
from participation.people.notifications.commands import follow, unfollow
from participation.web.access import actor, signed_in
from participation.web.htmx import render_or_redirect


@blueprint.post("/verfahren/<slug>/folgen")
@commits
@signed_in
def start_following(slug: str) -> Any:
    """Be told of what happens in the process; a second time changes nothing."""
    return _answer(slug, following=True)


@blueprint.post("/verfahren/<slug>/nicht-mehr-folgen")
@commits
@signed_in
def stop_following(slug: str) -> Any:
    """No longer be told; a second time changes nothing."""
    return _answer(slug, following=False)


def _answer(slug: str, *, following: bool) -> Any:
    process = queries.process_by_slug(slug, actor()) or abort(404)
    (follow if following else unfollow)(process.subject_id, account_id=actor().account_id or 0)
    address = url_for("processes.show", slug=slug, _anchor="folgen")
    return render_or_redirect("processes/_follow.html", address, process=process, following=following, announce=True)
