"""The pages of ideas: reading, writing, pictures, supporting, commenting."""

from participation.dialogue.ideas.views import (
    commenting,
    pictures,
    reading,
    revising,
    submitting,
    versions,
    voting,
    waiting,
)
from participation.dialogue.ideas.views.blueprint import blueprint

__all__ = ["blueprint", "commenting", "pictures", "reading", "revising", "submitting", "versions", "voting", "waiting"]
