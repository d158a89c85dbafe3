"""What happens to bundles. Hints are not among these: who gave one is nobody's business."""

from __future__ import annotations

from dataclasses import dataclass

from participation.records.journal.events import Event


@dataclass(frozen=True)
class ClusterMade(Event):
    """Moderation made a bundle."""


@dataclass(frozen=True)
class ClusterEdited(Event):
    """Name or description of a bundle were changed."""

    version: int


@dataclass(frozen=True)
class ClusterDissolved(Event):
    """A bundle was dissolved; its ideas stand by themselves again."""


@dataclass(frozen=True)
class IdeaBundled(Event):
    """An idea came into a bundle."""

    cluster_id: int


@dataclass(frozen=True)
class IdeaUnbundled(Event):
    """An idea went out of a bundle."""

    cluster_id: int


@dataclass(frozen=True)
class PairDismissed(Event):
    """Moderation said that two ideas do not belong together."""

    other_id: int
