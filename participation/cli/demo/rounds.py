"""The evaluation rounds of the demo town: one published, one that is being worked on."""

from __future__ import annotations

from typing import Any

from participation.action.evaluations.commands import (
    assess_own_measure,
    name_reviewer,
    open_round,
    publish_round,
    rate,
    write_summary,
)
from participation.action.evaluations.models import EvaluationRound
from participation.cli.demo.agenda import Agenda
from participation.cli.demo.measures import Measures
from participation.cli.demo.people import People
from participation.cli.demo.town import at, on_day, texts
from participation.town.taxonomy.queries import goal_by_slug

LEVELS = {"nicht": 1, "teilweise": 2, "weitgehend": 3, "voll": 4}
COORDINATION = "koordination"


class Rounds:
    """The rounds of the town by their slugs."""

    def __init__(self, agenda: Agenda, people: People, measures: Measures) -> None:
        self.agenda, self.people, self.measures = agenda, people, measures
        self.by_slug: dict[str, EvaluationRound] = {}

    def plan(self) -> None:
        """Let rounds be opened, measures and goals be rated, and the first round be published."""
        for entry in texts("evaluation")["rounds"]:
            self.agenda.plan(at(entry["opened_day"], 9), self._open, entry)
            for review in entry["reviews"]:
                self.agenda.plan(at(review["day"], 20), self._rate, entry["slug"], review)
            for own in entry["self_assessments"]:
                self.agenda.plan(at(own["day"], 10), self._assess, entry["slug"], own)
            if entry["state"] == "published":
                self.agenda.plan(at(entry["published_day"] - 1, 10), self._summarise, entry)
                self.agenda.plan(at(entry["published_day"], 10), self._publish, entry)

    def _open(self, entry: dict[str, Any]) -> None:
        coordination = self.people.known(COORDINATION)
        round_ = open_round(
            entry["title"], slug=entry["slug"], starts_on=on_day(entry["opened_day"]), ends_on=on_day(entry["due_day"]),
            actor=coordination,
        )  # fmt: skip
        self.by_slug[entry["slug"]] = round_
        for key in entry["reviewers"]:
            name_reviewer(round_, account_id=self.people.known(key).account_id, actor=coordination)
            self.people.refresh(key)

    def _rate(self, slug: str, entry: dict[str, Any]) -> None:
        rate(
            self.by_slug[slug], self._rated(entry), level=_level(entry), reason=entry["reason"],
            actor=self.people.known(entry["reviewer"]),
        )  # fmt: skip

    def _rated(self, entry: dict[str, Any]) -> int:
        if "measure" in entry:
            return self.measures.by_slug[entry["measure"]].subject_id
        goal = goal_by_slug(entry["goal"])
        assert goal is not None
        return goal.subject_id

    def _assess(self, slug: str, entry: dict[str, Any]) -> None:
        measure = self.measures.by_slug[entry["measure"]]
        office = self.people.offices[measure.department_id]
        assess_own_measure(self.by_slug[slug], measure, level=_level(entry), reason=entry["reason"], actor=office)

    def _summarise(self, entry: dict[str, Any]) -> None:
        round_ = self.by_slug[entry["slug"]]
        write_summary(
            round_, went_well=entry["went_well"], went_badly=entry["went_badly"], follows=entry["follows"],
            version=round_.version, actor=self.people.known(COORDINATION),
        )  # fmt: skip

    def _publish(self, entry: dict[str, Any]) -> None:
        publish_round(
            self.by_slug[entry["slug"]], actor=self.people.known(COORDINATION), number=entry["publication_number"]
        )


def _level(entry: dict[str, Any]) -> int:
    """The level that stands for an assessment; what has not begun stays at 0."""
    return 0 if entry["assessment"] == "nicht" and entry.get("level") == 0 else LEVELS[entry["assessment"]]
