"""How far a process is, what it lacks, and how its time is drawn."""

from participation.desk.planning.rules.charting import Bar, Chart, Stretch, chart_of, stretch_of
from participation.desk.planning.rules.checking import Facts, Gap, gaps_of, is_ready
from participation.desk.planning.rules.standing import (
    LABELS,
    SUMMARY_WITHIN,
    TONES,
    DeskState,
    desk_state,
    ended_at,
    usual_beginning,
)

__all__ = [
    "LABELS",
    "SUMMARY_WITHIN",
    "TONES",
    "Bar",
    "Chart",
    "DeskState",
    "Facts",
    "Gap",
    "Stretch",
    "chart_of",
    "desk_state",
    "ended_at",
    "gaps_of",
    "is_ready",
    "stretch_of",
    "usual_beginning",
]
