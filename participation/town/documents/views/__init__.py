"""The page of documents, and the pages on which they are kept."""

from participation.town.documents.views import keeping, reading
from participation.town.documents.views.blueprint import blueprint

__all__ = ["blueprint", "keeping", "reading"]
