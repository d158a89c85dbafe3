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
