"""When a process may be published, when its phases let people write, and how its present state is told."""

from participation.dialogue.processes.rules.cards import Area, ProcessCard, cards_of
from participation.dialogue.processes.rules.opening import (
    OPENED_BY,
    Act,
    acts_of,
    last_opening,
    next_opening,
    opens,
    phase_at,
)
from participation.dialogue.processes.rules.phase_line import Moment, PhaseLine, Standing, phase_line_of, standing_of
from participation.dialogue.processes.rules.publishing import check_blocks, may_edit_process

__all__ = [
    "OPENED_BY",
    "Act",
    "Area",
    "Moment",
    "PhaseLine",
    "ProcessCard",
    "Standing",
    "acts_of",
    "cards_of",
    "check_blocks",
    "last_opening",
    "may_edit_process",
    "next_opening",
    "opens",
    "phase_at",
    "phase_line_of",
    "standing_of",
]
