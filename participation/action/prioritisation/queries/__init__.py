"""Reading runs, their inputs and their rankings."""

from participation.action.prioritisation.queries.finding import (
    BoardChoice,
    RunEntry,
    RunHead,
    boards_for,
    published_runs,
    run_by_id,
    runs_prepared_by,
)
from participation.action.prioritisation.queries.inputs import (
    Reason,
    candidates_of,
    judgements_on,
    reasons_of,
    weights_of,
)
from participation.action.prioritisation.queries.rankings import (
    PartLine,
    RankingLine,
    balance_of,
    kept_ranking,
    live_ranking,
    places_of,
    ranking_from_inputs,
)

__all__ = [
    "BoardChoice",
    "PartLine",
    "RankingLine",
    "Reason",
    "RunEntry",
    "RunHead",
    "balance_of",
    "boards_for",
    "candidates_of",
    "judgements_on",
    "kept_ranking",
    "live_ranking",
    "places_of",
    "published_runs",
    "ranking_from_inputs",
    "reasons_of",
    "run_by_id",
    "runs_prepared_by",
    "weights_of",
]
