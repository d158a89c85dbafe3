"""The pages of workshops: reading, taking part, leading, handing results on."""

from participation.dialogue.workshops.views import leading, notes, reading, results, taking_part
from participation.dialogue.workshops.views.blueprint import blueprint

__all__ = ["blueprint", "leading", "notes", "reading", "results", "taking_part"]
