"""The pages of ideas: reading, writing, supporting, commenting."""

from participation.dialogue.ideas.views import (
    commenting,
    comments,
    merging,
    reading,
    supporting_comments,
    voting,
    writing,
)
from participation.dialogue.ideas.views.blueprint import blueprint

__all__ = ["blueprint", "commenting", "comments", "merging", "reading", "supporting_comments", "voting", "writing"]
