"""What happens with codes: that some were made or voided, never that one was used."""

from __future__ import annotations

from dataclasses import dataclass

from participation.dialogue.codes.models import CodeKind
from participation.records.journal.events import Event


@dataclass(frozen=True)
class CodesMade(Event):
    """Codes were made for a process, or for all."""

    batch_id: int
    kind: CodeKind
    made: int
    uses: int


@dataclass(frozen=True)
class CodesVoided(Event):
    """The unused codes of a batch were declared void; the reason stands in the details."""

    batch_id: int
