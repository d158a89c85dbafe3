"""The blueprint of this room, its place in the menu, and how its views find a workshop."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request

from participation.core.actor import Role
from participation.core.errors import N_
from participation.dialogue.workshops import queries, rules
from participation.dialogue.workshops.models import MODES, STAGES, STATES, WorkshopStage
from participation.dialogue.workshops.queries import Result, WorkshopPage
from participation.web.access import actor
from participation.web.navigation import navigation

STOP_POLLING = 286
NOTHING_NEW = 204

blueprint = Blueprint("workshops", __name__)
navigation.add_staff(N_("Werkstätten"), "workshops.desk", Role.FACILITATOR, order=40)
navigation.add_footer(N_("Werkstätten"), "workshops.index", group=N_("Über das Mitmachen"), order=22)


@blueprint.app_context_processor
def _wording() -> dict[str, Any]:
    return {"stage_labels": STAGES, "workshop_modes": MODES, "workshop_states": STATES}


def found_page(slug: str) -> WorkshopPage:
    """The workshop for this person, or 404."""
    return queries.workshop_page(slug, actor()) or abort(404)


def led_page(slug: str) -> WorkshopPage:
    """The workshop, for those who lead it: 404 where there is none, 403 for others."""
    page = found_page(slug)
    rules.check_facilitator(actor(), page.workshop)
    return page


def led_result(subject_id: int) -> Result:
    """A note or result card, for those who lead its workshop."""
    found = queries.note_result(subject_id, actor()) or queries.prototype_result(subject_id, actor()) or abort(404)
    rules.check_facilitator(actor(), found.page.workshop)
    return found


def stage_at(page: WorkshopPage, position: int) -> WorkshopStage:
    """The stage at this position, or 404."""
    return next((stage for stage in page.workshop.stages if stage.position == position), None) or abort(404)


def polled(template: str, *, stand: str, over: bool, **context: Any) -> Any:
    """The answer to a page that asks for news: nothing new, the new fragment, or the last one."""
    if over:
        return render_template(template, stand=stand, over=True, **context), STOP_POLLING
    if request.args.get("stand") == stand:
        return "", NOTHING_NEW
    return render_template(template, stand=stand, over=False, **context)
