"""The pages of the town hall: what a city sets for its installation."""

from participation.town.settings.views import look, mail, overview, texts
from participation.town.settings.views.blueprint import blueprint

__all__ = ["blueprint", "look", "mail", "overview", "texts"]
