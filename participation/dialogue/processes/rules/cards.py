"""Processes as cards: on the list, on the start page, on the page of a department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from participation.dialogue.processes.models import Process
from participation.dialogue.processes.rules.phase_line import PhaseLine, Standing, phase_line_of

FEW = 2


@dataclass(frozen=True)
class Area:
    """A district that a process is about."""

    district_id: int
    name: str


@dataclass(frozen=True)
class ProcessCard:
    """A process with where it stands, where it lies, and how many ideas it has."""

    process: Process
    line: PhaseLine
    areas: list[Area]
    ideas: int

    @property
    def place(self) -> str:
        """Its districts where they are few; empty for the whole town and for many."""
        return ", ".join(area.name for area in self.areas) if len(self.areas) <= FEW else ""

    @property
    def is_running(self) -> bool:
        """Whether it runs, or pauses between two phases."""
        return self.line.standing in {Standing.RUNNING, Standing.PAUSED}

    @property
    def is_coming(self) -> bool:
        """Whether it has not begun."""
        return self.line.standing in {Standing.COMING, Standing.UNPLANNED}

    def lies_in(self, district_ids: Iterable[int]) -> bool:
        """Whether it is about one of these districts, or about the whole town."""
        return not self.areas or any(area.district_id in set(district_ids) for area in self.areas)


def cards_of(
    processes: Iterable[Process], areas: Mapping[int, list[Area]], ideas: Mapping[int, int], moment: datetime
) -> list[ProcessCard]:
    """Cards in the order in which people want them: where one can write now first, then what ends first.

    `areas` and `ideas` are the districts and the number of ideas by process.
    """
    cards = [
        ProcessCard(p, phase_line_of(p, moment), areas.get(p.subject_id, []), ideas.get(p.subject_id, 0))
        for p in processes
    ]
    return sorted(cards, key=lambda c: (not c.line.is_open, c.line.ends_at is None, c.line.ends_at or moment))
