"""What moderators do with bundles, and people with hints."""

from participation.dialogue.clusters.commands.bundling import (
    dissolve_cluster,
    make_cluster,
    put_ideas,
    split_cluster,
    take_ideas_out,
)
from participation.dialogue.clusters.commands.editing import edit_cluster
from participation.dialogue.clusters.commands.hinting import dismiss_pair, hint_kinship, take_hint_back

__all__ = [
    "dismiss_pair",
    "dissolve_cluster",
    "edit_cluster",
    "hint_kinship",
    "make_cluster",
    "put_ideas",
    "split_cluster",
    "take_hint_back",
    "take_ideas_out",
]
