"""The pages of ideas: reading, writing, supporting, commenting."""

from participation.dialogue.ideas.views import commenting, comments, reading, supporting_comments, voting, writing
from participation.dialogue.ideas.views.blueprint import blueprint

__all__ = ["blueprint", "commenting", "comments", "reading", "supporting_comments", "voting", "writing"]
