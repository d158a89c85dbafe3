"""The pages of expunging: what waits, asking, and deciding as a second person."""

from participation.desk.expunging.views import asking, deciding
from participation.desk.expunging.views.blueprint import blueprint

__all__ = ["asking", "blueprint", "deciding"]
