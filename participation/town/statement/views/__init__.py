"""The pages of the accessibility statement and of films in sign language."""

from participation.town.statement.views import films, public, writing
from participation.town.statement.views.blueprint import blueprint

__all__ = ["blueprint", "films", "public", "writing"]
