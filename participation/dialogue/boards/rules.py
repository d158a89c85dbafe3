"""Until when people apply to a call, and from when on others see what they handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from participation.core import clock
from participation.core.errors import Invalid, NotAllowed
from participation.dialogue.boards.models import Board
from participation.dialogue.processes.models import Phase
from participation.dialogue.processes.rules import Act, acts_of, next_opening, opens

MOST_CONDITIONS = 12
MOST_FILES = 10
MINUTE = timedelta(minutes=1)


def closing_of(board: Board, phases: Sequence[Phase]) -> datetime | None:
    """The moment at which a call closes: its own deadline, or the end of the last phase in which people submit,
    whichever comes first. None while no phase lets people submit."""
    ends = [phase.ends_at for phase in phases if Act.SUBMIT in acts_of(phase)]
    if not ends:
        return None
    return max(ends) if board.deadline is None else min(board.deadline, max(ends))


def last_moment(closing: datetime) -> datetime:
    """The last minute in which people may still apply: what closes at midnight is told to close the day before."""
    return closing - MINUTE if closing.astimezone(clock.TOWN).time() == datetime.min.time() else closing


def takes_applications(board: Board, phases: Sequence[Phase], *, moment: datetime | None = None) -> bool:
    """Whether people may apply now, and revise what they handed in."""
    moment = moment or clock.now()
    return opens(phases, Act.SUBMIT, moment) and (board.deadline is None or moment < board.deadline)


def check_takes_applications(board: Board, phases: Sequence[Phase]) -> None:
    """Raise NotAllowed outside the time in which people apply; the sentence says when that was or will be."""
    if takes_applications(board, phases):
        return
    moment, closing = clock.now(), closing_of(board, phases)
    coming = next_opening(phases, Act.SUBMIT, moment)
    if coming is not None and (board.deadline is None or coming.starts_at < board.deadline):
        raise NotAllowed("Bewerben können Sie sich ab dem %(day)s.", day=coming.starts_at)
    if closing is not None and closing <= moment:
        raise NotAllowed(
            "Bewerben konnten Sie sich bis zum %(day)s um %(time)s Uhr.", day=last_moment(closing),
            time=f"{last_moment(closing).astimezone(clock.TOWN):%H:%M}",
        )  # fmt: skip
    raise NotAllowed("In diesem Verfahren kann man sich nicht bewerben.")


def check_deadline(deadline: datetime | None, phases: Sequence[Phase]) -> None:
    """Raise Invalid where a call would close at a moment in which nobody could apply."""
    if deadline is None:
        return
    stretches = [(phase.starts_at, phase.ends_at) for phase in phases if Act.SUBMIT in acts_of(phase)]
    if not any(starts_at < deadline <= ends_at for starts_at, ends_at in stretches):
        raise Invalid(
            "Die Frist liegt außerhalb der Phase, in der man etwas einreichen kann. Bitte wählen Sie einen Zeitpunkt "
            "darin, oder lassen Sie das Feld leer: Dann endet die Frist mit der Phase.",
            field="deadline",
        )
