"""Reading rounds, ratings and publications."""

from participation.action.evaluations.queries.publications import (
    Published,
    as_csv,
    earlier_publications,
    newest_of_round,
    newest_publication,
    next_number,
    publication_of,
    recompute,
)
from participation.action.evaluations.queries.rounds import (
    Ratable,
    account_named,
    all_rounds,
    count_reviews,
    ratables_for,
    reviewers_of,
    reviews_written_by,
    round_by_slug,
    rounds_for,
)
from participation.action.evaluations.queries.snapshots import snapshot_of

__all__ = [
    "Published",
    "Ratable",
    "account_named",
    "all_rounds",
    "as_csv",
    "count_reviews",
    "earlier_publications",
    "newest_of_round",
    "newest_publication",
    "next_number",
    "publication_of",
    "ratables_for",
    "recompute",
    "reviewers_of",
    "reviews_written_by",
    "round_by_slug",
    "rounds_for",
    "snapshot_of",
]
