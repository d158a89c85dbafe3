"""The pages that explain, and those on which the city's texts are written."""

from participation.town.background.views import explained, law, reading, versions, writing
from participation.town.background.views.blueprint import blueprint

__all__ = ["blueprint", "explained", "law", "reading", "versions", "writing"]
