"""A member of the body records what it decided on the proposed ranking."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.action.prioritisation import commands, queries
from participation.action.prioritisation.forms import DecisionForm
from participation.action.prioritisation.models import PrioritisationState
from participation.action.prioritisation.queries import RunHead
from participation.action.prioritisation.rules import running
from participation.action.prioritisation.views.blueprint import blueprint, found_run
from participation.core.actor import Role
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.web.access import actor, staff
from participation.web.htmx import rejected


@blueprint.get("/schreibtisch/priorisierung/<int:subject_id>/entscheidung")
@staff(Role.BODY_MEMBER)
def decide(subject_id: int) -> Any:
    """The proposed ranking and the form for the decision."""
    head = _head(subject_id)
    if head.run.state is not PrioritisationState.PROPOSED:
        raise Conflict("Hier ist gerade nichts zu entscheiden: Zurzeit ist keine Rangfolge vorgeschlagen.")
    return render_template("prioritisation/decide.html", **_context(head, DecisionForm()))


@blueprint.post("/schreibtisch/priorisierung/<int:subject_id>/entscheidung")
@commits
@staff(Role.BODY_MEMBER)
def record(subject_id: int) -> Any:
    """Keep the decision: the ranking is confirmed, or goes back to the editors."""
    head, form = _head(subject_id), DecisionForm()
    if not form.validate():
        return rejected("prioritisation/decide.html", **_context(head, form))
    act = commands.confirm_ranking if form.outcome.data == "confirm" else commands.return_ranking
    try:
        act(
            head.run, reason=form.reason.data or "", actor=actor(), decided_on=form.decided_on.data,
            paper_number=form.paper_number.data or "", paper_url=form.paper_url.data or "",
        )  # fmt: skip
    except Invalid as error:
        form.refuse(error)
        return rejected("prioritisation/decide.html", **_context(head, form))
    flash(_("Die Entscheidung ist eingetragen und öffentlich."), "success")
    return redirect(url_for("prioritisation.show", subject_id=subject_id), 303)


def _head(subject_id: int) -> RunHead:
    head = found_run(subject_id)
    running.check_may_confirm(actor(), head.run)
    return head


def _context(head: RunHead, form: DecisionForm) -> dict[str, Any]:
    return {"head": head, "run": head.run, "form": form, "ranking": queries.kept_ranking(head.run)}
