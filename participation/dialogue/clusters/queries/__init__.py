"""Reading bundles, and what moderators see of hints and suggestions."""

from participation.dialogue.clusters.queries.desk import (
    BoardAtDesk,
    ClusterOption,
    IdeaAtDesk,
    MergedIdea,
    boards_at_desk,
    clusters_in,
    ideas_to_bundle,
    merged_ideas,
)
from participation.dialogue.clusters.queries.kinship import (
    Pair,
    count_hinted_pairs,
    hinted_by,
    hints_given,
    pairs_on,
    similar_ideas,
)
from participation.dialogue.clusters.queries.page import (
    BundledIdea,
    ClusterPage,
    cluster_by_id,
    cluster_page,
    idea_ids_of,
    supports_of,
)

__all__ = [
    "BoardAtDesk",
    "BundledIdea",
    "ClusterOption",
    "ClusterPage",
    "IdeaAtDesk",
    "MergedIdea",
    "Pair",
    "boards_at_desk",
    "cluster_by_id",
    "cluster_page",
    "clusters_in",
    "count_hinted_pairs",
    "hinted_by",
    "hints_given",
    "idea_ids_of",
    "ideas_to_bundle",
    "merged_ideas",
    "pairs_on",
    "similar_ideas",
    "supports_of",
]
