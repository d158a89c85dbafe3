"""What becomes of comments in the demo town: people support them, change them shortly after, take them back."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from participation.cli.demo.agenda import Agenda
from participation.cli.demo.ideas import Ideas
from participation.cli.demo.people import People
from participation.cli.demo.processes import Processes, process_of_board
from participation.cli.demo.votes import moment_in, windows_of
from participation.dialogue.ideas.commands import (
    revise_comment_on_idea,
    support_comment_on_idea,
    withdraw_comment_on_idea,
)

SEED = 1377
SECOND_THOUGHTS = timedelta(minutes=6)
REGRETS = timedelta(hours=5)


class Discussions:
    """As many supports as the texts say, at moments drawn by lot; changes and withdrawals soon after the comment."""

    def __init__(self, agenda: Agenda, people: People, processes: Processes, ideas: Ideas) -> None:
        self.agenda, self.people, self.processes, self.ideas = agenda, people, processes, ideas
        self.lot = random.Random(SEED)

    def plan(self) -> None:
        """Let people support, change and take back comments."""
        for entry, moment in self.ideas.comments_planned:
            if "first_text" in entry:
                self.agenda.plan(moment + SECOND_THOUGHTS, self._revise, entry)
            if entry.get("withdrawn"):
                self.agenda.plan(moment + REGRETS, self._withdraw, entry)
            windows = windows_of(self.ideas.entries[entry["idea"]], moment + SECOND_THOUGHTS)
            readers = [name for name in self.people.citizens(moment) if name != entry.get("author")]
            for name in self.lot.sample(readers, entry.get("supports", 0)):
                self.agenda.plan(moment_in(windows, self.lot.betavariate(1, 2.5)), self._support, entry, name)

    def _revise(self, entry: dict[str, Any]) -> None:
        comment, author = self.ideas.comments[entry["key"]], self.people.persons[entry["author"]]
        revise_comment_on_idea(
            self.ideas.by_key[entry["idea"]], comment, actor=author, phases=self._phases(entry),
            text=entry["text"].strip(), version=comment.version,
        )  # fmt: skip

    def _withdraw(self, entry: dict[str, Any]) -> None:
        author = self.people.persons[entry["author"]]
        withdraw_comment_on_idea(self.ideas.comments[entry["key"]], actor=author)

    def _support(self, entry: dict[str, Any], name: str) -> None:
        person = self.people.persons[name]
        self.processes.confirm_age(person, self._process(entry)["slug"])
        support_comment_on_idea(
            self.ideas.by_key[entry["idea"]], self.ideas.comments[entry["key"]], actor=person,
            phases=self._phases(entry),
        )  # fmt: skip

    def _process(self, entry: dict[str, Any]) -> dict[str, Any]:
        return process_of_board(self.ideas.entries[entry["idea"]]["board"])

    def _phases(self, entry: dict[str, Any]) -> Any:
        return self.processes.phases[self._process(entry)["slug"]]
