"""The pages of bundles: reading one, hints of people, and the desk on which moderators bundle."""

from participation.dialogue.clusters.views import bundling, desk, editing, hinting, reading
from participation.dialogue.clusters.views.blueprint import blueprint

__all__ = ["blueprint", "bundling", "desk", "editing", "hinting", "reading"]
