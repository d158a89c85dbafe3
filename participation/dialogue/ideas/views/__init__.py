"""The pages of ideas: reading, writing, pictures, supporting, commenting, and one's own."""

from participation.dialogue.ideas.views import (
    commenting,
    comments,
    merging,
    mine,
    pictures,
    reading,
    revising,
    submitting,
    supporting_comments,
    versions,
    voting,
    waiting,
)
from participation.dialogue.ideas.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "commenting",
    "comments",
    "merging",
    "mine",
    "pictures",
    "reading",
    "revising",
    "submitting",
    "supporting_comments",
    "versions",
    "voting",
    "waiting",
]
