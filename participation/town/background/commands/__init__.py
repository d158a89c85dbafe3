"""Writing the city's texts, and loading those that come with the software."""

from participation.town.background.commands.shipping import create_article, load_texts
from participation.town.background.commands.writing import (
    draft_article,
    publish_article,
    retire_article,
    revise_article,
    translate_article,
)

__all__ = [
    "create_article", "draft_article", "load_texts", "publish_article", "retire_article", "revise_article",
    "translate_article",
]  # fmt: skip
