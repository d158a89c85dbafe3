"""The blueprint of this room, and how its views find a process."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, url_for

from participation.core.actor import Role
from participation.core.errors import N_, Conflict
from participation.desk.planning.rules import LABELS, TONES
from participation.dialogue.processes import queries as processes
from participation.dialogue.processes import rules
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.rules import PART_LABELS
from participation.web.access import actor
from participation.web.htmx import rejected
from participation.web.navigation import navigation

blueprint = Blueprint("planning", __name__)
blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        DESK_STATES=LABELS, DESK_STATE_TONES=TONES, PROCESS_PARTS=PART_LABELS
    )
)
navigation.add_staff(N_("Meine Verfahren"), "planning.index", Role.EDITOR, order=30)


@blueprint.app_template_global()
def part_address(slug: str, part: str) -> str:
    """Where a part of a process is written: its form, or its place on the desk."""
    endpoint = f"planning.edit_{part}"
    if endpoint in current_app.view_functions:
        return url_for(endpoint, slug=slug)
    return url_for("planning.desk", slug=slug) + f"#{part}"


def process_at_desk(slug: str) -> Process:
    """The process with its phases, if this person is its editor: else 404 or 403."""
    process = processes.process_by_slug(slug, actor()) or abort(404)
    rules.check_editor(actor(), process)
    return process


def process_to_write(slug: str) -> Process:
    """The same, as long as it is not in the archive."""
    process = process_at_desk(slug)
    rules.check_may_write(actor(), process)
    return process


def stale(template: str, form: Any, differences: list[tuple[str, str]], error: Conflict, **context: Any) -> Any:
    """Both texts, status 409: what was typed stands in the form, what was saved meanwhile above it. Sending again
    then replaces it knowingly."""
    answer = rejected(template, form=form, differences=differences, conflict=error, **context)
    return lambda: (answer()[0], 409)
