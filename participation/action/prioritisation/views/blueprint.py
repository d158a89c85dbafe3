"""The blueprint of this room, its place in the menu, and how its views find a run."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort

from participation.action.prioritisation import queries
from participation.action.prioritisation.models import PERSPECTIVES, STATES, PrioritisationState
from participation.action.prioritisation.queries import RunHead
from participation.action.prioritisation.rules import running
from participation.core.actor import Role
from participation.core.errors import N_, NotAllowed
from participation.web.access import actor
from participation.web.navigation import navigation

TONES = {
    PrioritisationState.DRAFT: "neutral",
    PrioritisationState.OPEN: "info",
    PrioritisationState.PROPOSED: "accent",
    PrioritisationState.CONFIRMED: "success",
}

blueprint = Blueprint("prioritisation", __name__)
navigation.add_staff(N_("Priorisierung"), "prioritisation.desk", Role.EDITOR, Role.BODY_MEMBER, order=45)
navigation.add_footer(N_("Rangfolgen"), "prioritisation.index", group=N_("Über das Mitmachen"), order=24)


@blueprint.app_context_processor
def _wording() -> dict[str, Any]:
    return {"run_states": STATES, "run_tones": TONES, "perspectives": PERSPECTIVES}


def found_run(subject_id: int) -> RunHead:
    """The run for this person, or 404."""
    return queries.run_by_id(subject_id, actor()) or abort(404)


def prepared_run(subject_id: int) -> RunHead:
    """The run, for the editors of its department; 403 for others."""
    head = found_run(subject_id)
    running.check_may_prepare(actor(), head.department_id, head.process_id)
    return head


def worked_on_run(subject_id: int) -> RunHead:
    """The run, for its editors and for the members of the body that decides."""
    head = found_run(subject_id)
    editor = running.may_prepare(actor(), head.department_id, head.process_id)
    if not editor and not actor().has_role(Role.BODY_MEMBER, head.run.body_id):
        raise NotAllowed("Diese Seite ist für die Redaktion und das Gremium da, das entscheidet.")
    return head
