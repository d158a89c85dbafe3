"""Finding measures: the public list with its filters, one measure, and what its department can do with it."""

from participation.action.measures.queries.choices import Choice, Choices, filter_choices
from participation.action.measures.queries.listing import Filters, MeasureCard, count_by_stage, measure_cards
from participation.action.measures.queries.own import own_departments, own_measures, used_decisions
from participation.action.measures.queries.page import (
    FormerCondition,
    Level,
    MeasurePage,
    goal_ids_of,
    has_all_levels,
    involved_ids_of,
    measure_by_id,
    measure_by_slug,
    measure_page,
    target_levels,
)

__all__ = [
    "Choice", "Choices", "Filters", "FormerCondition", "Level", "MeasureCard", "MeasurePage", "count_by_stage",
    "filter_choices", "goal_ids_of", "has_all_levels", "involved_ids_of", "measure_by_id", "measure_by_slug",
    "measure_cards", "measure_page", "own_departments", "own_measures", "target_levels", "used_decisions",
]  # fmt: skip
