"""The pages of ideas: reading, writing, supporting, commenting, and one's own."""

from participation.dialogue.ideas.views import commenting, mine, reading, voting, writing
from participation.dialogue.ideas.views.blueprint import blueprint

__all__ = ["blueprint", "commenting", "mine", "reading", "voting", "writing"]
