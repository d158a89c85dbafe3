"""The pages of saved searches: the list, saving one, and what can be done with it."""

from participation.dialogue.searches.views import keeping, reading
from participation.dialogue.searches.views.blueprint import blueprint

__all__ = ["blueprint", "keeping", "reading"]
