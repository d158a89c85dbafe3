"""The way of an idea."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template
from flask.sansio.blueprints import BlueprintSetupState

from participation.action.evaluations.models import ASSESSMENTS
from participation.action.evaluations.rules import ASSESSMENT_OF
from participation.action.measures.models import STAGES
from participation.desk.answers.models import LABELS as OUTCOMES
from participation.outreach.home import queries
from participation.outreach.home.views.blueprint import blueprint
from participation.records.subjects.models import SubjectKind
from participation.records.subjects.queries import subject_seen_by
from participation.web.access import actor, public
from participation.web.stored_pages import stored


@blueprint.record_once
def _give_names(state: BlueprintSetupState) -> None:
    """The way of an idea is shown in many rooms: its words are known to all templates."""
    state.app.jinja_env.globals.update(
        stage_names=STAGES,
        outcome_names=OUTCOMES,
        assessment_names={level: ASSESSMENTS[assessment] for level, assessment in ASSESSMENT_OF.items()},
    )


@blueprint.get("/weg/<int:subject_id>")
@public
@stored
def way(subject_id: int) -> Any:
    """From where something came and what became of it, as a picture and in the order of days."""
    subject = subject_seen_by(actor(), subject_id)
    if subject is None or subject.kind is SubjectKind.COMMENT:
        abort(404)
    near_only = subject.kind in {SubjectKind.PUBLICATION, SubjectKind.GOAL, SubjectKind.DEPARTMENT}
    found = queries.way_of(subject_id, actor(), **({"reach": 1} if near_only else {}))
    return render_template("home/way.html", subject=subject, way=found, steps=queries.steps_of(found))
