"""The pages of boards: one board's ideas, the ideas of all boards, and choosing a place to look around."""

from participation.dialogue.boards.views import around, reading
from participation.dialogue.boards.views.blueprint import blueprint

__all__ = ["around", "blueprint", "reading"]
