"""Supporting ideas in the demo town: one account, one vote, while the phase is open."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from participation.cli.demo.agenda import Agenda
from participation.cli.demo.ideas import Ideas
from participation.cli.demo.people import People
from participation.cli.demo.processes import Processes, process_of_board
from participation.cli.demo.town import at
from participation.core import clock
from participation.dialogue.ideas.commands import cast_vote

SEED = 4711
Window = tuple[datetime, datetime]


class Votes:
    """As many supports (and on some boards objections) as the texts say, at moments drawn by lot."""

    def __init__(self, agenda: Agenda, people: People, processes: Processes, ideas: Ideas) -> None:
        self.agenda, self.people, self.processes, self.ideas = agenda, people, processes, ideas
        self.lot = random.Random(SEED)

    def plan(self) -> None:
        """Let people support ideas."""
        for entry in self.ideas.entries.values():
            begins = at(entry["day"], entry["hour"] + 1)
            windows = windows_of(entry, begins)
            voters = [name for name in self.people.citizens(begins) if name != entry["author"]]
            values = [value for value, count in _wanted(entry) for _ in range(count)]
            self.lot.shuffle(values)
            for name, value in zip(self.lot.sample(voters, len(values)), values, strict=True):
                moment = moment_in(windows, self.lot.betavariate(1, 1.7))
                self.agenda.plan(moment, self._cast, entry, name, value)

    def _cast(self, entry: dict[str, Any], name: str, value: int) -> None:
        process = process_of_board(entry["board"])
        person = self.people.persons[name]
        self.processes.confirm_age(person, process["slug"])
        cast_vote(
            self.ideas.by_key[entry["key"]], actor=person, value=value,
            phases=self.processes.phases[process["slug"]],
            opposing=self.processes.boards[entry["board"]].allows_opposing,
        )  # fmt: skip


def _wanted(entry: dict[str, Any]) -> list[tuple[int, int]]:
    """(value, how many) of an idea's votes."""
    if "votes_for" in entry:
        return [(1, entry["votes_for"]), (-1, entry["votes_against"]), (0, entry["votes_neutral"])]
    return [(1, entry["votes"])]


def windows_of(entry: dict[str, Any], begins: datetime) -> list[Window]:
    """When an idea could be supported: while a phase opened it, from its day until now or until it was merged."""
    merged = entry["status"] == "merged"
    ends = at(entry["answer"]["day"], 9) if merged else clock.now()
    phases = [phase for phase in process_of_board(entry["board"])["phases"] if "votes" in phase["opens"]]
    spans = [(max(at(p["start_day"], 0), begins), min(at(p["end_day"] + 1, 0), ends)) for p in phases]
    return [(start, end) for start, end in spans if start < end]


def moment_in(windows: Sequence[Window], share: float) -> datetime:
    """The moment after this share of the time in all windows together."""
    rest = share * sum(((end - start) for start, end in windows), timedelta())
    for start, end in windows:
        if rest < end - start:
            return start + rest
        rest -= end - start
    return windows[-1][1] - timedelta(seconds=1)
