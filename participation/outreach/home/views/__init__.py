"""The start page and the way of an idea."""

from participation.outreach.home.views import icon, starting, way
from participation.outreach.home.views.blueprint import blueprint

__all__ = ["blueprint", "icon", "starting", "way"]
