"""The blueprint of this room, and how its views find a measure."""

from __future__ import annotations

from flask import Blueprint, abort

from participation.action.measures import queries, rules
from participation.action.measures.models import Measure
from participation.core.actor import Role
from participation.core.errors import N_
from participation.web.access import actor
from participation.web.navigation import navigation

blueprint = Blueprint("measures", __name__)

navigation.add(N_("Maßnahmen"), "measures.index", order=30)
navigation.add_staff(N_("Maßnahmen"), "measures.own", Role.EDITOR, Role.LIAISON, Role.MODERATOR, order=40)


def found_measure(slug: str) -> Measure:
    """The measure for this person, or 404."""
    return queries.measure_by_slug(slug, actor()) or abort(404)


def measure_to_edit(slug: str) -> Measure:
    """The measure, if this person is its editor: else 404 or 403."""
    measure = found_measure(slug)
    rules.check_editor(actor(), measure)
    return measure
