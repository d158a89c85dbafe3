"""Published results: the overview, one goal, one measure."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template

from participation.action.evaluations import queries
from participation.action.evaluations.models import EvaluationRound, Publication
from participation.action.evaluations.views.blueprint import WORDS, blueprint, found_publication, found_round
from participation.outreach.home.queries import way_of
from participation.web.access import actor, public
from participation.web.stored_pages import stored


@blueprint.get("/ergebnisse")
@public
@stored
def newest() -> Any:
    """The results that hold now."""
    found = queries.newest_publication()
    if found is None:
        return render_template("evaluations/none.html", rounds=queries.all_rounds())
    return _results(*found)


@blueprint.get("/ergebnisse/<slug>")
@public
@stored
def newest_of_round(slug: str) -> Any:
    """The newest results of a round, or that it still runs."""
    round_ = found_round(slug)
    found = queries.newest_of_round(slug)
    return render_template("evaluations/none.html", rounds=[round_]) if found is None else _results(*found)


@blueprint.get("/ergebnisse/<slug>/<int:number>")
@public
@stored
def show(slug: str, number: int) -> Any:
    """One publication, as it was published."""
    return _results(*found_publication(slug, number))


@blueprint.get("/ergebnisse/<slug>/<int:number>/ziele/<goal_slug>")
@public
@stored
def goal(slug: str, number: int, goal_slug: str) -> Any:
    """A goal in a publication: its ratings with reasons, and the measures that pay into it."""
    publication, round_ = found_publication(slug, number)
    data = publication.data
    found = next((g for g in data["goals"] if g["slug"] == goal_slug), None) or abort(404)
    measures = [m for m in data["measures"] if m["slug"] in found["measures"]]
    return render_template(
        "evaluations/goal.html",
        publication=publication,
        round=round_,
        data=data,
        goal=found,
        measures=measures,
        **WORDS,
    )


@blueprint.get("/ergebnisse/<slug>/<int:number>/massnahmen/<measure_slug>")
@public
@stored
def measure(slug: str, number: int, measure_slug: str) -> Any:
    """A measure in a publication: ratings, self-assessment, ladder, figures, and the way back to its sources."""
    publication, round_ = found_publication(slug, number)
    data = publication.data
    found = next((m for m in data["measures"] if m["slug"] == measure_slug), None) or abort(404)
    return render_template(
        "evaluations/measure.html", publication=publication, round=round_, data=data, measure=found,
        result=data["results"]["measures"][measure_slug], way=way_of(found["id"], actor()),
        goals=[g for g in data["goals"] if measure_slug in g["measures"]], **WORDS,
    )  # fmt: skip


def _results(publication: Publication, round_: EvaluationRound) -> str:
    earlier = queries.earlier_publications()
    newest_number = max(p.number for p in earlier if p.round_slug == round_.slug)
    return render_template(
        "evaluations/show.html", publication=publication, round=round_, data=publication.data, earlier=earlier,
        replaced_by=newest_number if newest_number > publication.number else None, **WORDS,
    )  # fmt: skip
