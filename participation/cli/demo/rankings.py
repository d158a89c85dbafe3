"""The prioritisation of the demo town: published criteria, judgements with reasons, a ranking, a confirmation."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from participation.action.prioritisation.commands import (
    JudgementEntry,
    NewCriterion,
    confirm_ranking,
    create_run,
    judge_idea,
    open_run,
    propose_ranking,
)
from participation.action.prioritisation.models import CriterionSource, Perspective, Prioritisation
from participation.action.prioritisation.queries import run_by_id
from participation.cli.demo.agenda import Agenda
from participation.cli.demo.ideas import Ideas
from participation.cli.demo.people import People
from participation.cli.demo.town import at, on_day, texts
from participation.core.actor import HOUSE

SOURCES = {"votes": CriterionSource.VOTES, "judged": CriterionSource.JUDGEMENT}
JUDGED_AFTER = 2


class Rankings:
    """The runs of the town by their slugs."""

    def __init__(self, agenda: Agenda, people: People, ideas: Ideas) -> None:
        self.agenda, self.people, self.ideas = agenda, people, ideas
        self.by_slug: dict[str, Prioritisation] = {}

    def plan(self) -> None:
        """Let runs be prepared, judged, proposed and confirmed."""
        for entry in texts("prioritisation")["prioritisations"]:
            self.agenda.plan(at(entry["catalogue_published_day"], 9), self._open, entry)
            judged = defaultdict(list)
            for judgement in entry["judgements"]:
                judged[judgement["idea"]].append(judgement)
            for number, (key, judgements) in enumerate(judged.items()):
                day = entry["opened_day"] + JUDGED_AFTER + number
                self.agenda.plan(at(day, 10), self._judge, entry, key, judgements)
            self.agenda.plan(at(entry["proposed_day"], 10), self._propose, entry)
            self.agenda.plan(at(entry["confirmed_day"], 17), self._confirm, entry)

    def _open(self, entry: dict[str, Any]) -> None:
        run = create_run(
            self.ideas.processes.boards[entry["board"]], title=entry["title"], intro=entry["intro"],
            body_id=self.people.bodies[entry["confirmed_by_body"]], minimum_votes=entry["minimum_votes"],
            criteria=[_criterion(entry, criterion) for criterion in entry["criteria"]],
            actor=self.people.known(entry["proposed_by"]),
        )  # fmt: skip
        self.by_slug[entry["slug"]] = run
        open_run(run, actor=self.people.known(entry["proposed_by"]))

    def _judge(self, entry: dict[str, Any], key: str, judgements: list[dict[str, Any]]) -> None:
        head = run_by_id(self.by_slug[entry["slug"]].subject_id, HOUSE)
        assert head is not None
        ids = {criterion.name: criterion.id for criterion in head.run.criteria}
        names = {criterion["slug"]: criterion["name"] for criterion in entry["criteria"]}
        judge_idea(
            head.run, self.ideas.by_key[key].subject_id, actor=self.people.known(entry["proposed_by"]),
            entries=[
                JudgementEntry(ids[names[j["criterion"]]], Perspective(j["perspective"]), j["score"], j["reason"])
                for j in judgements
            ],
        )  # fmt: skip

    def _propose(self, entry: dict[str, Any]) -> None:
        propose_ranking(self.by_slug[entry["slug"]], actor=self.people.known(entry["proposed_by"]))

    def _confirm(self, entry: dict[str, Any]) -> None:
        confirm_ranking(
            self.by_slug[entry["slug"]], reason=entry["confirmation_reason"], actor=HOUSE,
            decided_on=on_day(entry["confirmed_day"]),
        )  # fmt: skip


def _criterion(entry: dict[str, Any], criterion: dict[str, Any]) -> NewCriterion:
    judged = [j["perspective"] for j in entry["judgements"] if j["criterion"] == criterion["slug"]]
    return NewCriterion(
        criterion["name"], criterion["weight"], SOURCES[criterion["kind"]], criterion["description"],
        tuple(Perspective(value) for value in sorted(set(judged), reverse=True)),
    )  # fmt: skip
