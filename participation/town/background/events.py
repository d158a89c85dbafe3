"""What can happen to articles."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class ArticlePublished(Event):
    """A new text of the city can be read."""


@dataclass(frozen=True)
class ArticleRevised(Event):
    """A text of the city was changed; `version` counts its versions."""

    version: int = 1


@dataclass(frozen=True)
class ArticleDrafted(Event):
    """Somebody began a text; it is not public yet."""


@dataclass(frozen=True)
class ArticleRetired(Event):
    """A text is not shown any more; its words are kept."""
