"""The pages of the map, and the data that they load."""

from participation.dialogue.maps.views import data, reading
from participation.dialogue.maps.views.blueprint import blueprint

__all__ = ["blueprint", "data", "reading"]
