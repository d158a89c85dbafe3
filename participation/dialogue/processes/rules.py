"""When a process may be published and when its phases let people write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from participation.core.actor import Actor, Role
from participation.core.errors import Invalid
from participation.dialogue.processes.models import Phase, PhaseKind, Process


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


def check_blocks(process: Process) -> None:
    """Raise Invalid while one of the four blocks, or who decides, is not filled."""
    blocks = {
        "block_how": process.block_how,
        "block_fixed": process.block_fixed,
        "block_influence": process.block_influence,
        "block_outcome": process.block_outcome,
        "decider": process.decider,
    }
    for name, text in blocks.items():
        if not text.strip():
            raise Invalid(
                "Bevor das Verfahren veröffentlicht wird, müssen alle vier Fragen beantwortet sein, "
                "auch wer entscheidet.",
                field=name,
            )


def may_edit_process(actor: Actor, process: Process) -> bool:
    """Editors of the owning department may write the process."""
    return actor.has_role(Role.EDITOR, process.department_id, process.subject_id)
