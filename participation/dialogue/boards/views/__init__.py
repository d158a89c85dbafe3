"""The pages of boards: one board's ideas, and the ideas of all boards."""

from participation.dialogue.boards.views import reading
from participation.dialogue.boards.views.blueprint import blueprint

__all__ = ["blueprint", "reading"]
