"""The whole course of each measure of the demo town: taken on, grown from ideas, decided upon, measured."""

from __future__ import annotations

from participation.cli.demo.agenda import Agenda
from participation.cli.demo.decisions import Decisions
from participation.cli.demo.measures import Measures
from participation.cli.demo.monitoring import plan_monitoring
from participation.cli.demo.people import People
from participation.cli.demo.sources import plan_sources
from participation.cli.demo.town import texts


class Courses:
    """What happens to the measures, from the first idea to regular operation."""

    def __init__(self, agenda: Agenda, people: People, measures: Measures) -> None:
        self.agenda, self.measures = agenda, measures
        self.decisions = Decisions(agenda, people, measures)

    def plan(self) -> None:
        """Let departments take measures on, describe them, move them on and measure them."""
        for entry in texts("measures")["measures"]:
            self.measures.plan(entry)
            plan_sources(self.agenda, self.measures, entry)
            self.decisions.plan(entry)
            plan_monitoring(self.agenda, self.measures, entry)
