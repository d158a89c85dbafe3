"""The pages of ideas: reading, writing, supporting, commenting."""

from participation.dialogue.ideas.views import commenting, merging, reading, voting, writing
from participation.dialogue.ideas.views.blueprint import blueprint

__all__ = ["blueprint", "commenting", "merging", "reading", "voting", "writing"]
