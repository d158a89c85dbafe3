"""The pages of the process desk."""

from participation.desk.planning.views import (
    boards,
    desk,
    documents,
    ending,
    inviting,
    listing,
    lists,
    making,
    news,
    parts,
    phases,
    preview,
    publishing,
)
from participation.desk.planning.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "boards",
    "desk",
    "documents",
    "ending",
    "inviting",
    "listing",
    "lists",
    "making",
    "news",
    "parts",
    "phases",
    "preview",
    "publishing",
]
