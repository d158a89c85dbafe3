"""What the bodies of the demo town decide and advise, and the steps of measures that rest on it."""

from __future__ import annotations

from typing import Any

from participation.action.measures.commands import change_stage
from participation.action.measures.models import MeasureStage
from participation.action.measures.rules import GATES, needs_decision
from participation.cli.demo.agenda import Agenda
from participation.cli.demo.measures import Measures
from participation.cli.demo.people import People
from participation.cli.demo.town import at, on_day, texts
from participation.core.actor import HOUSE
from participation.people.bodies.commands import record_decision
from participation.people.bodies.models import Decision, DecisionOutcome


class Decisions:
    """Decisions on measures, each used for one step at most."""

    def __init__(self, agenda: Agenda, people: People, measures: Measures) -> None:
        self.agenda, self.people, self.measures = agenda, people, measures
        self.unused: dict[tuple[str, str], list[Decision]] = {}

    def plan(self, entry: dict[str, Any]) -> None:
        """Let bodies decide and advise, and let the measure move from stage to stage."""
        for decision in entry.get("decisions", []):
            self.agenda.plan(at(decision["day"], 15), self._decide, entry["slug"], decision)
        for advice in entry.get("statements", []):
            self.agenda.plan(at(advice["day"], 15), self._advise, entry["slug"], advice)
        for stage in entry["stages"][1:]:
            self.agenda.plan(at(stage["day"], 16), self._move, entry, stage)

    def _decide(self, slug: str, entry: dict[str, Any]) -> None:
        decision = record_decision(
            self.people.bodies[entry["body"]], subject_id=self.measures.by_slug[slug].subject_id,
            decided_on=on_day(entry["day"]), outcome=DecisionOutcome(entry["outcome"]), actor=HOUSE,
            reason=f"{entry['subject']}: {entry['reason']}", paper_number=entry.get("paper", ""),
        )  # fmt: skip
        self.unused.setdefault((slug, entry["body"]), []).append(decision)

    def _advise(self, slug: str, entry: dict[str, Any]) -> None:
        record_decision(
            self.people.bodies[entry["body"]], subject_id=self.measures.by_slug[slug].subject_id,
            decided_on=on_day(entry["day"]), outcome=DecisionOutcome.NOTED, reason=entry["text"], actor=HOUSE,
        )  # fmt: skip

    def _move(self, entry: dict[str, Any], stage: dict[str, Any]) -> None:
        target = MeasureStage(stage["stage"])
        decision = self._decision_for(entry["slug"], stage, target)
        change_stage(
            self.measures.by_slug[entry["slug"]], target, changed_on=on_day(stage["day"]), reason=stage["reason"],
            actor=self.measures.editor(entry), decided_by=_name_of(stage["by"]),
            decision_id=decision.id if decision else None, lesson=entry.get("lesson", ""),
        )  # fmt: skip

    def _decision_for(self, slug: str, stage: dict[str, Any], target: MeasureStage) -> Decision | None:
        """What the body decided before this step; where the step needs a decision, it is taken with the step."""
        fitting = GATES.get(target, frozenset(DecisionOutcome))
        waiting = self.unused.get((slug, stage["by"]), [])
        found = next((decision for decision in waiting if decision.outcome in fitting), None)
        if found is not None:
            waiting.remove(found)
        if found is not None or not needs_decision(target):
            return found
        outcome = DecisionOutcome.DECLINED if target is MeasureStage.DECLINED else DecisionOutcome.ADOPTED
        return record_decision(
            self.people.bodies[stage["by"]], subject_id=self.measures.by_slug[slug].subject_id,
            decided_on=on_day(stage["day"]), outcome=outcome, reason=stage["reason"], actor=HOUSE,
        )  # fmt: skip


def _name_of(slug: str) -> str:
    organisation = texts("organisation")
    return str(next(e["name"] for e in (*organisation["departments"], *organisation["bodies"]) if e["slug"] == slug))
