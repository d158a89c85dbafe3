"""The one line that every page of a process carries: which phase runs, until when, what one can do now, who decides.

Sentences are message ids; days are put in by the template, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from participation.core.errors import N_
from participation.dialogue.processes.models import Phase, PhaseKind, Process
from participation.dialogue.processes.rules.opening import Act, acts_of, last_opening, next_opening, phase_at


class Standing(StrEnum):
    """Where a process stands between its first and its last phase."""

    UNPLANNED = "unplanned"
    COMING = "coming"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


WATCH: dict[PhaseKind, str] = {
    PhaseKind.INFORM: N_("Sie können sich informieren."),
    PhaseKind.DECIDE: N_("Sie können alles nachlesen und die Beratung verfolgen."),
    PhaseKind.IMPLEMENT: N_("Sie können verfolgen, wie umgesetzt wird."),
    PhaseKind.EVALUATE: N_("Sie können verfolgen, was erreicht wurde."),
}
READ = N_("Sie können alles nachlesen.")
TASKS: dict[PhaseKind, str] = {
    PhaseKind.INFORM: N_("Jetzt: sich informieren"),
    PhaseKind.COLLECT: N_("Jetzt: Ideen einreichen"),
    PhaseKind.DISCUSS: N_("Jetzt: Ideen unterstützen und besprechen"),
    PhaseKind.PRIORITISE: N_("Jetzt: Ideen gewichten"),
    PhaseKind.WORKSHOP: N_("Jetzt: in der Werkstatt mitarbeiten"),
    PhaseKind.DECIDE: N_("Jetzt: Beratung und Entscheidung"),
    PhaseKind.IMPLEMENT: N_("Jetzt: Umsetzung"),
    PhaseKind.EVALUATE: N_("Jetzt: Auswertung"),
}
STANDINGS: dict[Standing, str] = {
    Standing.UNPLANNED: N_("Noch ohne Zeitplan"),
    Standing.COMING: N_("Noch nicht begonnen"),
    Standing.PAUSED: N_("Zwischen zwei Phasen"),
    Standing.FINISHED: N_("Abgeschlossen"),
}
READ_ONLY: dict[Standing, str] = {
    Standing.UNPLANNED: N_("Sie können sich informieren. Mitmachen können Sie, sobald der Zeitplan steht."),
    Standing.COMING: N_("Sie können sich schon informieren."),
    Standing.PAUSED: READ,
    Standing.FINISHED: READ,
}
STATUTORY = N_("Mitmachen können Sie im förmlichen Verfahren; der Weg dorthin steht auf der Seite des Verfahrens.")
NO_LONGER = N_("Ideen einreichen: war bis %(day)s möglich")
NEXT_PHASE = N_("Als Nächstes: %(title)s, ab %(day)s")


@dataclass(frozen=True)
class Moment:
    """What opens, comes or ended at a day: acts, or a sentence with `%(day)s` and, for a phase, `%(title)s`."""

    at: datetime
    message: str = ""
    title: str = ""
    acts: frozenset[Act] = frozenset()


@dataclass(frozen=True)
class PhaseLine:
    """Where a process stands. `phase` is the name of the running phase; without one `standing_message` says it.

    `acts` can be done now; where there are none, or they are done elsewhere, `reading` says what can be done.
    `ends_at` is the last moment of the running phase, `begins_at` when the next one opens.
    """

    standing: Standing
    phase: str
    standing_message: str
    task: str
    acts: frozenset[Act]
    reading: str
    later: tuple[Moment, ...]
    decider: str
    decided_at: datetime | None
    ends_at: datetime | None
    begins_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether one can write now."""
        return bool(self.acts)


def standing_of(phases: Sequence[Phase], moment: datetime) -> Standing:
    """Whether a process is coming, runs, pauses between two phases or is over."""
    if not phases:
        return Standing.UNPLANNED
    if phase_at(phases, moment):
        return Standing.RUNNING
    if all(phase.starts_at > moment for phase in phases):
        return Standing.COMING
    return Standing.PAUSED if any(phase.starts_at > moment for phase in phases) else Standing.FINISHED


def phase_line_of(process: Process, moment: datetime) -> PhaseLine:
    """The line for a process whose phases are loaded."""
    phases = process.phases
    standing, running = standing_of(phases, moment), phase_at(phases, moment)
    coming = min((p for p in phases if p.starts_at > moment), key=lambda p: p.starts_at, default=None)
    decision = next((p for p in phases if p.kind is PhaseKind.DECIDE and p.starts_at > moment), None)
    open_acts = acts_of(running) if running else frozenset()
    watching = WATCH.get(running.kind, READ) if running else READ_ONLY[standing]
    return PhaseLine(
        standing=standing,
        phase=running.title if running else "",
        standing_message=STANDINGS.get(standing, ""),
        task=TASKS[running.kind] if running else STANDINGS[standing],
        acts=frozenset() if process.is_statutory else open_acts,
        reading=STATUTORY if process.is_statutory else watching,
        later=tuple(_later(phases, moment, open_acts, coming)),
        decider=process.decider,
        decided_at=decision.starts_at if decision else None,
        ends_at=running.last_moment if running else None,
        begins_at=coming.starts_at if coming else None,
    )


def _later(phases: Sequence[Phase], moment: datetime, open_acts: frozenset[Act], coming: Phase | None) -> list[Moment]:
    """What cannot be done yet, with the day it can; what comes next; and that no more ideas are taken."""
    ahead = sorted((p for p in phases if p.starts_at > moment), key=lambda p: p.starts_at)
    opening = [p for p in ahead if acts_of(p) - open_acts]
    wanted = {id(p): p for p in (opening[:1] + [p for p in opening if Act.SUBMIT in acts_of(p) - open_acts][:1])}
    told = [Moment(p.starts_at, acts=acts_of(p) - open_acts) for p in wanted.values()]
    if coming and id(coming) not in wanted:
        told.insert(0, Moment(coming.starts_at, NEXT_PHASE, coming.title))
    gone = None if Act.SUBMIT in open_acts else last_opening(phases, Act.SUBMIT, moment)
    if gone and open_acts and not next_opening(phases, Act.SUBMIT, moment):
        told.append(Moment(gone.last_moment, NO_LONGER))
    return told
