"""What the demo town takes on: twelve measures from idea to regular operation, and some that came to nothing."""

from __future__ import annotations

from typing import Any

from participation.action.measures.commands import (
    create_measure,
    edit_measure,
    fix_target_levels,
    write_target_levels,
)
from participation.action.measures.models import Measure, MeasureStage
from participation.cli.demo.agenda import Agenda
from participation.cli.demo.ideas import Ideas
from participation.cli.demo.people import People
from participation.cli.demo.processes import picture
from participation.cli.demo.town import at, day_in_words, month_and_year, on_day
from participation.town.taxonomy.queries import all_action_fields, all_goals

WRITTEN_BEFORE = 3


class Measures:
    """The measures of the town by their slugs."""

    def __init__(self, agenda: Agenda, people: People, ideas: Ideas) -> None:
        self.agenda, self.people, self.ideas = agenda, people, ideas
        self.by_slug: dict[str, Measure] = {}

    def plan(self, entry: dict[str, Any]) -> None:
        """Let a department take a measure on, write down its target levels and own up to its problems."""
        begins = entry["stages"][0]["day"]
        self.agenda.plan(at(begins, 9), self._create, entry)
        self._plan_levels(entry, begins)
        for number, problem in enumerate(sorted(entry["problems"], key=lambda p: int(p["day"])), 1):
            self.agenda.plan(at(max(problem["day"], begins), 17), self._own_up, entry, number)

    def editor(self, entry: dict[str, Any]) -> Any:
        """Who writes for the department that is responsible."""
        return self.people.offices[self.people.departments[entry["department"]]]

    def _create(self, entry: dict[str, Any]) -> None:
        begins = entry["stages"][0]
        goals = {goal.slug: goal.subject_id for goal in all_goals()}
        fields = {field.slug: field.id for field in all_action_fields()}
        districts = entry["districts"]
        lon, lat = entry.get("point", (None, None))
        self.by_slug[entry["slug"]] = create_measure(
            entry["title"], slug=entry["slug"], department_id=self.people.departments[entry["department"]],
            actor=self.editor(entry), reason=begins["reason"], need=entry["need"], started_on=on_day(begins["day"]),
            goal_ids=[goals[slug] for slug in entry["goals"]],
            involved_ids=[self.people.departments[slug] for slug in entry["involved"]], is_demo=entry["demo"],
            change_for_people=entry["change"], aim=entry["goal"], solution=_solution(entry),
            action_field_id=fields[entry["action_field"]], place=entry["place"], lon=lon, lat=lat,
            district_id=self.ideas.processes.districts[districts[0]] if len(districts) == 1 else None,
            partners=", ".join([*entry["partners"], *filter(None, [entry.get("coauthor")])]),
            cost=entry["costs_total"], cost_note=entry["costs"], funding=entry["funding"], period=_period(entry),
            risks="\n".join(f"- {risk}" for risk in entry["risks"]), **picture(entry["picture"]),
        )  # fmt: skip

    def _plan_levels(self, entry: dict[str, Any], begins: int) -> None:
        if not entry["levels"]:
            return
        stages = {stage["stage"]: stage["day"] for stage in entry["stages"]}
        fixed = stages.get(MeasureStage.IMPLEMENTATION, entry.get("levels_fixed_day"))
        written = max(begins, fixed - WRITTEN_BEFORE if fixed is not None else entry["stages"][-1]["day"])
        self.agenda.plan(at(written, 13), self._write_levels, entry)
        if fixed is not None and MeasureStage.IMPLEMENTATION not in stages:
            self.agenda.plan(at(fixed, 14), self._fix_levels, entry)

    def _write_levels(self, entry: dict[str, Any]) -> None:
        conditions = dict(enumerate(entry["levels"], 1))
        write_target_levels(self.by_slug[entry["slug"]], conditions, actor=self.editor(entry))

    def _fix_levels(self, entry: dict[str, Any]) -> None:
        fix_target_levels(self.by_slug[entry["slug"]], actor=self.editor(entry))

    def _own_up(self, entry: dict[str, Any], count: int) -> None:
        """Publish the first `count` problems, the newest first."""
        known = sorted(entry["problems"], key=lambda problem: int(problem["day"]))[:count]
        told = "\n".join(f"- **{day_in_words(p['day'])}:** {p['text']}" for p in reversed(known))
        measure = self.by_slug[entry["slug"]]
        edit_measure(measure, actor=self.editor(entry), version=measure.version, problems=told)


def _solution(entry: dict[str, Any]) -> str:
    facts = entry.get("facts")
    return f"{entry['solution']}\n\n*Zu dieser Vorführung: {facts}*" if facts else str(entry["solution"])


def _period(entry: dict[str, Any]) -> str:
    begins = month_and_year(entry["start_day"])
    return f"{begins} bis {month_and_year(entry['end_day'])}" if "end_day" in entry else f"ab {begins}"
