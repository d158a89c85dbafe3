"""What belongs together in the demo town: bundles, and hints of people."""

from __future__ import annotations

from typing import Any

from participation.cli.demo.agenda import Agenda
from participation.cli.demo.ideas import Ideas
from participation.cli.demo.people import People
from participation.cli.demo.processes import Processes, process_of_board
from participation.cli.demo.town import at, texts
from participation.dialogue.clusters.commands import hint_kinship, make_cluster


class Clusters:
    """Bundles that moderators made, and what people said belongs together."""

    def __init__(self, agenda: Agenda, people: People, processes: Processes, ideas: Ideas) -> None:
        self.agenda, self.people, self.processes, self.ideas = agenda, people, processes, ideas

    def plan(self) -> None:
        """Let people give hints, and moderation bundle."""
        known = texts("clusters")
        for entry in known["clusters"]:
            self.agenda.plan(at(entry["day"], 15), self._bundle, entry)
        for entry in known["hints"]:
            self.agenda.plan(at(entry["day"], 18), self._hint, entry)

    def _bundle(self, entry: dict[str, Any]) -> None:
        ideas = [self.ideas.by_key[key] for key in entry["ideas"]]
        board = self.processes.boards[self.ideas.entries[entry["ideas"][0]]["board"]]
        make_cluster(
            board.process_id, title=entry["title"], text=entry["text"].strip(),
            idea_ids=[idea.subject_id for idea in ideas], actor=self.ideas.office_of(entry["ideas"][0]),
        )  # fmt: skip

    def _hint(self, entry: dict[str, Any]) -> None:
        process = process_of_board(self.ideas.entries[entry["idea"]]["board"])
        for name in entry["by"]:
            person = self.people.known(name)
            self.processes.confirm_age(person, process["slug"])
            hint_kinship(
                self.ideas.by_key[entry["idea"]], self.ideas.by_key[entry["other"]], actor=person,
                phases=self.processes.phases[process["slug"]],
            )  # fmt: skip
