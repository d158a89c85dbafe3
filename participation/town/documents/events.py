"""What happens to documents of the city."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class SiteDocumentAdded(Event):
    """A document came, or a newer version of one."""

    document_id: int
    number: int


@dataclass(frozen=True)
class SiteDocumentRenamed(Event):
    """It has another title."""

    document_id: int


@dataclass(frozen=True)
class SiteDocumentRemoved(Event):
    """It is shown no more."""

    document_id: int
