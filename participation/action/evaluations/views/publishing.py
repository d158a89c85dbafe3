"""Publishing a round: seeing what it would say, then publishing it under the next number."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from participation.action.evaluations import commands, queries
from participation.action.evaluations.forms import PublishForm
from participation.action.evaluations.models import EvaluationRound
from participation.action.evaluations.views.blueprint import WORDS, blueprint, round_to_coordinate
from participation.core.actor import Role
from participation.core.clock import today
from participation.core.errors import Conflict, Invalid
from participation.core.transactions import commits
from participation.town.elections.queries import restraint_on
from participation.web.access import actor, fresh, staff
from participation.web.filters import sentence
from participation.web.htmx import rejected


@blueprint.get("/schreibtisch/evaluation/<slug>/veroeffentlichen")
@staff(Role.COORDINATOR)
@fresh
def publish(slug: str) -> Any:
    """What the publication would say, and the button that publishes it."""
    round_ = round_to_coordinate(slug)
    number = queries.next_number(round_.subject_id)
    return render_template("evaluations/publish.html", **_context(round_, number, PublishForm(number=str(number))))


@blueprint.post("/schreibtisch/evaluation/<slug>/veroeffentlichen")
@commits
@staff(Role.COORDINATOR)
@fresh
def publish_round(slug: str) -> Any:
    """Publish under the number that was seen coming."""
    round_ = round_to_coordinate(slug)
    number = queries.next_number(round_.subject_id)
    form = PublishForm()
    if form.validate():
        try:
            publication = commands.publish_round(
                round_, actor=actor(), reason=form.reason.data or "", number=form.number.data or 0
            )
        except Invalid as error:
            form.refuse(error)
        except Conflict as error:
            form.form_errors = [sentence(error)]
        else:
            flash(
                _("Veröffentlicht als Nr. %(number)s. Daran ändert sich nichts mehr.", number=publication.number),
                "success",
            )
            return redirect(url_for("evaluations.show", slug=slug, number=publication.number), 303)
    return rejected("evaluations/publish.html", **_context(round_, number, form))


def _context(round_: EvaluationRound, number: int, form: PublishForm) -> dict[str, Any]:
    data = queries.snapshot_of(round_, number=number, reason="", day=today())
    election = restraint_on(today())
    return {"round": round_, "number": number, "form": form, "data": data, "election": election, **WORDS}
