"""How the measures of the demo town come along: reached levels, indicators with readings, milestones."""

from __future__ import annotations

from typing import Any

from participation.action.monitoring.commands import (
    add_indicator,
    add_milestone,
    complete_milestone,
    record_reached_level,
    record_reading,
)
from participation.action.monitoring.models import Dimension, Indicator, Milestone
from participation.cli.demo.agenda import Agenda
from participation.cli.demo.measures import Measures
from participation.cli.demo.town import at, on_day


def plan_monitoring(agenda: Agenda, measures: Measures, entry: dict[str, Any]) -> None:
    """Let a measure be measured."""
    begins = entry["stages"][0]["day"]
    kept = _Kept(measures, entry)
    for step in entry["level_history"]:
        agenda.plan(at(step["day"], 18), kept.reach, step)
    for indicator in entry.get("indicators", []):
        agenda.plan(at(begins, 10), kept.introduce, indicator)
        for day, value, source in indicator["readings"]:
            agenda.plan(at(max(begins, day), 18), kept.read, indicator["name"], day, value, source)
    for milestone in sorted(entry["milestones"], key=lambda m: int(m["day"])):
        agenda.plan(at(begins, 10), kept.promise, milestone)
        if milestone["done"]:
            agenda.plan(at(max(begins, milestone["day"]), 18), kept.complete, milestone)


class _Kept:
    """The indicators and milestones of one measure by their names."""

    def __init__(self, measures: Measures, entry: dict[str, Any]) -> None:
        self.measures, self.entry = measures, entry
        self.indicators: dict[str, Indicator] = {}
        self.milestones: dict[str, Milestone] = {}

    @property
    def _measure(self) -> Any:
        return self.measures.by_slug[self.entry["slug"]]

    @property
    def _editor(self) -> Any:
        return self.measures.editor(self.entry)

    def reach(self, step: dict[str, Any]) -> None:
        record_reached_level(
            self._measure, step["level"], reached_on=on_day(step["day"]), evidence=step["evidence"], actor=self._editor
        )

    def introduce(self, entry: dict[str, Any]) -> None:
        self.indicators[entry["name"]] = add_indicator(
            self._measure, dimension=Dimension(entry["dimension"]), name=entry["name"], unit=entry["unit"],
            baseline=entry.get("baseline"), target=entry.get("target"), actor=self._editor,
        )  # fmt: skip

    def read(self, name: str, day: int, value: float, source: str) -> None:
        record_reading(
            self._measure, self.indicators[name], read_on=on_day(day), value=value, source=source, actor=self._editor
        )

    def promise(self, entry: dict[str, Any]) -> None:
        self.milestones[entry["title"]] = add_milestone(
            self._measure, title=entry["title"], due_on=on_day(entry["day"]), actor=self._editor
        )

    def complete(self, entry: dict[str, Any]) -> None:
        milestone = self.milestones[entry["title"]]
        complete_milestone(self._measure, milestone, done_on=on_day(entry["day"]), actor=self._editor)
