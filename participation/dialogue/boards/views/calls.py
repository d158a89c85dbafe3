"""What a call says of itself on its board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from participation.core.clock import now
from participation.dialogue.boards.models import Board, CallCondition
from participation.dialogue.boards.rules import closing_of, last_moment
from participation.dialogue.calls.queries import conditions_of
from participation.dialogue.processes.rules import Act, next_opening


@dataclass(frozen=True)
class CallTold:
    """When people can apply, and on which conditions; `closes` is the last minute."""

    opens: datetime | None
    closes: datetime | None
    is_over: bool
    conditions: Sequence[CallCondition]


def call_told(board: Board) -> CallTold:
    """A call in words and moments."""
    phases = board.process.phases
    closing, coming = closing_of(board, phases), next_opening(phases, Act.SUBMIT, now())
    return CallTold(
        coming.starts_at if coming else None, last_moment(closing) if closing else None,
        closing is not None and closing <= now(), conditions_of(board.subject_id),
    )  # fmt: skip
