"""What its phases let people do in a process, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from participation.core.errors import NotAllowed
from participation.dialogue.processes.models import Phase, PhaseKind


class Act(StrEnum):
    """What people do in a process; each phase opens some of these."""

    SUBMIT = "submit"
    SUPPORT = "support"
    COMMENT = "comment"
    WORKSHOP = "workshop"


OPENED_BY: dict[PhaseKind, frozenset[Act]] = {
    PhaseKind.INFORM: frozenset(),
    PhaseKind.COLLECT: frozenset({Act.SUBMIT, Act.SUPPORT, Act.COMMENT}),
    PhaseKind.DISCUSS: frozenset({Act.SUPPORT, Act.COMMENT}),
    PhaseKind.PRIORITISE: frozenset({Act.SUPPORT, Act.COMMENT}),
    PhaseKind.WORKSHOP: frozenset({Act.COMMENT, Act.WORKSHOP}),
    PhaseKind.DECIDE: frozenset(),
    PhaseKind.IMPLEMENT: frozenset(),
    PhaseKind.EVALUATE: frozenset(),
}


@dataclass(frozen=True)
class Archive:
    """Since when a process is archived, and the first moment at which its last phase was over."""

    since: datetime
    open_until: datetime | None


def check_not_archived(archive: Archive | None) -> None:
    """Raise NotAllowed for everybody who writes in an archived process; the sentence says when it was open."""
    if archive is None:
        return
    if archive.open_until is None:
        raise NotAllowed(
            "Dieses Verfahren ist seit dem %(day)s archiviert und lässt sich nur noch lesen.", day=archive.since
        )
    raise NotAllowed(
        "Dieses Verfahren ist seit dem %(day)s archiviert und lässt sich nur noch lesen. Offen war es bis zum "
        "%(last)s.",
        day=archive.since, last=archive.open_until - timedelta(seconds=1),
    )  # fmt: skip


def acts_of(phase: Phase) -> frozenset[Act]:
    """What people may do in a phase: what it says itself, else what its kind opens."""
    return OPENED_BY[phase.kind] if phase.opens is None else frozenset(Act(act) for act in phase.opens)


def phase_at(phases: Sequence[Phase], moment: datetime) -> Phase | None:
    """The phase that runs at this moment; phases of a process never overlap."""
    return next((phase for phase in phases if phase.runs_at(moment)), None)


def opens(phases: Sequence[Phase], act: Act, moment: datetime) -> bool:
    """Whether people may do this now."""
    phase = phase_at(phases, moment)
    return phase is not None and act in acts_of(phase)


def next_opening(phases: Sequence[Phase], act: Act, moment: datetime) -> Phase | None:
    """The next phase in which people may do this."""
    coming = [p for p in phases if p.starts_at > moment and act in acts_of(p)]
    return min(coming, key=lambda p: p.starts_at, default=None)


def last_opening(phases: Sequence[Phase], act: Act, moment: datetime) -> Phase | None:
    """The latest phase that is over and in which people could do this."""
    gone = [p for p in phases if p.ends_at <= moment and act in acts_of(p)]
    return max(gone, key=lambda p: p.ends_at, default=None)
