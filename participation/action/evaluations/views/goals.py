"""A strategic goal: what it means, how it stands, and what pays into it."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template

from participation.action.evaluations import queries
from participation.action.evaluations.views.blueprint import WORDS, blueprint
from participation.action.measures.queries import Filters, measure_cards
from participation.town.taxonomy.queries import goal_by_slug
from participation.web.access import actor, public
from participation.web.stored_pages import stored


@blueprint.get("/ziele/<slug>")
@public
@stored
def current_goal(slug: str) -> Any:
    """A goal as it stands now."""
    goal = goal_by_slug(slug) or abort(404)
    published = queries.newest_publication()
    return render_template(
        "evaluations/current_goal.html", goal=goal, published=published,
        result=published[0].data["results"]["goals"].get(slug) if published else None,
        cards=measure_cards(actor(), Filters(goal=slug), most=100), **WORDS,
    )  # fmt: skip
