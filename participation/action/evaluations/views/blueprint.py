"""The blueprint of this room, and how its views find rounds and publications."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort

from participation.action.evaluations import queries, rules
from participation.action.evaluations.models import ASSESSMENTS, SHORT_ASSESSMENTS, EvaluationRound, Publication
from participation.action.measures.models import STAGES
from participation.action.monitoring.models import DIMENSIONS
from participation.core.actor import Role
from participation.core.errors import N_
from participation.web.access import actor
from participation.web.navigation import navigation

blueprint = Blueprint("evaluations", __name__)

navigation.add(N_("Ergebnisse"), "evaluations.newest", order=40)
navigation.add_staff(N_("Evaluation"), "evaluations.rounds", Role.COORDINATOR, Role.REVIEWER, Role.EDITOR, order=60)

WORDS: dict[str, Any] = {
    "assessments": ASSESSMENTS, "short_assessments": SHORT_ASSESSMENTS, "assessment_of": rules.ASSESSMENT_OF,
    "order": rules.ORDER, "stages": STAGES, "dimensions": DIMENSIONS,
}  # fmt: skip


def found_round(slug: str) -> EvaluationRound:
    """The round, or 404."""
    return queries.round_by_slug(slug) or abort(404)


def round_to_coordinate(slug: str) -> EvaluationRound:
    """The round, if this person coordinates: else 404 or 403."""
    round_ = found_round(slug)
    rules.check_coordinator(actor())
    return round_


def found_publication(slug: str, number: int) -> tuple[Publication, EvaluationRound]:
    """The publication with its round, or 404."""
    return queries.publication_of(slug, number) or abort(404)
