"""The public page of a run: criteria, ranking, reasons, decision."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from participation.action.prioritisation import queries
from participation.action.prioritisation.models import PrioritisationState
from participation.action.prioritisation.rules import running, scoring
from participation.action.prioritisation.views.blueprint import blueprint, found_run
from participation.people.bodies.queries import decisions_on
from participation.web.access import actor, public
from participation.web.stored_pages import stored

FRONT = 10


@blueprint.get("/priorisierung")
@public
@stored
def index() -> Any:
    """All rankings, or those of the process that the address names."""
    slug = request.args.get("verfahren", "")
    runs = queries.published_runs(actor(), process_slug=slug)
    return render_template("prioritisation/index.html", runs=runs, one_process=bool(slug))


@blueprint.get("/priorisierung/<int:subject_id>")
@public
@stored
def show(subject_id: int) -> Any:
    """How ideas were put into an order, by which criteria, with the reason for each place and who decided."""
    head = found_run(subject_id)
    run = head.run
    fixed = run.state in {PrioritisationState.PROPOSED, PrioritisationState.CONFIRMED}
    ranking = queries.kept_ranking(run) if fixed else []
    candidates = queries.candidates_of(run) if run.state is PrioritisationState.OPEN else []
    front = ranking[:FRONT]
    return render_template(
        "prioritisation/show.html", head=head, run=run, process=head.process, ranking=ranking,
        decisions=decisions_on(subject_id, actor=actor()),
        reasons=queries.reasons_of(run) if fixed else {},
        districts=queries.balance_of([line.district for line in front]),
        fields=queries.balance_of([line.category for line in front]),
        front=len(front), formula=run.rule or scoring.FORMULA, taking_part=len(candidates),
        missing=len(running.missing_judgements(candidates, queries.weights_of(run))),
        may_prepare=running.may_prepare(actor(), head.department_id, head.process_id),
        may_confirm=run.state is PrioritisationState.PROPOSED and running.may_confirm(actor(), run),
    )  # fmt: skip
