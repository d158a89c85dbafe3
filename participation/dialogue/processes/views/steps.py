"""The phases of a process as steps of a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from participation.dialogue.processes.models import Phase, Process
from participation.dialogue.processes.rules import Act, acts_of


@dataclass(frozen=True)
class Step:
    """A phase: done, current or coming; `acts` is what people can do in it, `last_day` its last day."""

    phase: Phase
    state: str
    acts: frozenset[Act]
    last_day: datetime


def steps_of(process: Process, moment: datetime) -> list[Step]:
    """The phases in their order."""
    return [
        Step(phase, _state(phase, moment), acts_of(phase), phase.last_moment)
        for phase in sorted(process.phases, key=lambda phase: phase.starts_at)
    ]


def _state(phase: Phase, moment: datetime) -> str:
    if phase.runs_at(moment):
        return "current"
    return "done" if phase.ends_at <= moment else "coming"
