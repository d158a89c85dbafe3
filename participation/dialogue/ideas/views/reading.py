"""Reading an idea."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request

from participation.core.places import Point
from participation.desk.answers import queries as answers
from participation.dialogue.comments import queries as comments
from participation.dialogue.ideas import queries
from participation.dialogue.ideas.forms import ActForm, CommentForm
from participation.dialogue.ideas.views.blueprint import blueprint, found_page
from participation.dialogue.ideas.views.context import idea_context, way_of_idea
from participation.people.notifications import queries as notifications
from participation.town.districts import queries as districts
from participation.web.access import actor, public
from participation.web.stored_pages import stored


@blueprint.get("/ideen/<int:subject_id>")
@public
@stored
def show(subject_id: int) -> Any:
    """An idea with its place, the city's answer, its way, and the comments."""
    page = found_page(subject_id)
    who = actor()
    after = max(0, request.args.get("nach", 0, type=int) or 0)
    idea = page.idea
    return render_template(
        "ideas/show.html",
        **idea_context(page),
        answers=answers.answers_history(subject_id),
        way=way_of_idea(page, who),
        threads=comments.threads_on(subject_id, after=after) if page.shows_text else None,
        after=after,
        my_vote=queries.my_vote(subject_id, who.account_id),
        follows=notifications.follows(subject_id, who.account_id),
        small_map=districts.district_outlines(
            current_id=idea.district_id,
            point=Point(idea.lon, idea.lat) if idea.lon is not None and idea.lat is not None else None,
        ),
        act_form=ActForm() if who.account_id else None,
        comment_form=CommentForm() if who.account_id else None,
    )


@blueprint.get("/ideen/<int:subject_id>/fassungen")
@public
@stored
def versions(subject_id: int) -> Any:
    """The texts that an idea had."""
    page = found_page(subject_id)
    if not page.shows_text:
        abort(404)
    return render_template("ideas/versions.html", page=page, versions=queries.versions_of(subject_id))
