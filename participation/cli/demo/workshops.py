"""The workshops of the demo town: one that is finished, and one that is in the middle of finding ideas."""

from __future__ import annotations

import math
from typing import Any

from participation.cli.demo.agenda import Agenda
from participation.cli.demo.people import People
from participation.cli.demo.processes import Processes
from participation.cli.demo.town import at, texts
from participation.core.actor import HOUSE, Role
from participation.dialogue.workshops.commands import (
    arrange_notes,
    create_group,
    create_workshop,
    enter_paper_notes,
    finish_workshop,
    make_prototype,
    open_stage,
    set_dot,
    summarise_stage,
    write_note,
)
from participation.dialogue.workshops.models import Note, Prototype, StageKind, Workshop, WorkshopStage
from participation.people.departments.queries import Person

PREPARED = 14
DOTS_EACH = 3


class Workshops:
    """The workshops, stages, notes and prototypes of the town by their keys."""

    def __init__(self, agenda: Agenda, people: People, processes: Processes) -> None:
        self.agenda, self.people, self.processes = agenda, people, processes
        self.by_slug: dict[str, Workshop] = {}
        self.stages: dict[str, WorkshopStage] = {}
        self.notes: dict[str, Note] = {}
        self.prototypes: dict[str, Prototype] = {}

    def plan(self) -> None:
        """Let the workshops be prepared, led from stage to stage, and finished."""
        for entry in texts("workshops")["workshops"]:
            self.agenda.plan(at(entry["start_day"] - PREPARED, 9), self._create, entry)
            for position, stage in enumerate(entry["stages"], 1):
                if stage["state"] != "coming":
                    self._plan_stage(entry, stage, position)
            if entry["state"] == "finished":
                self.agenda.plan(at(entry["stages"][-1]["day"], 21), self._make_prototypes, entry)
                self.agenda.plan(at(entry["handed_on_day"], 9), self._finish, entry)

    def sources_of_idea(self, key: str) -> list[Note | Prototype]:
        """The notes and prototypes that went on as this idea."""
        found: list[Note | Prototype] = []
        for entry in texts("workshops")["workshops"]:
            handed = [h for h in entry.get("handed_on", []) if h["to"] == "idea" and h["target"] == key]
            found += [self.notes[h["note"]] for h in handed]
            found += [self.prototypes[p["key"]] for p in entry.get("prototypes", []) if p["target"] == key]
        return found

    def _plan_stage(self, entry: dict[str, Any], stage: dict[str, Any], position: int) -> None:
        day = stage["day"]
        self.agenda.plan(at(day, 18), self._open, entry, stage, position)
        for number, note in enumerate(stage["notes"]):
            self.agenda.plan(at(day, 18, 10 + number % 40), self._write, entry, stage, note)
        self.agenda.plan(at(day, 19), self._arrange, entry, stage)
        self.agenda.plan(at(day, 19, 30), self._set_dots, entry, stage)
        if stage["kind"] == StageKind.DEFINE and entry.get("personas"):
            self.agenda.plan(at(day, 20), self._describe_personas, entry, stage)

    def _leader(self, entry: dict[str, Any]) -> Any:
        return self.people.known(entry["facilitator"])

    def _create(self, entry: dict[str, Any]) -> None:
        workshop = create_workshop(
            self.processes.by_slug[entry["process"]], slug=entry["slug"], title=entry["title"], actor=HOUSE,
            challenge=entry["challenge"], starts_at=at(entry["start_day"], 18), place=entry["place"],
            description=f"**Was feststeht:** {entry['fixed']}", dots_per_person=DOTS_EACH,
            questions={StageKind(s["kind"]): s["question"] for s in entry["stages"]},
            methods={StageKind(s["kind"]): s["method"] for s in entry["stages"]},
        )  # fmt: skip
        self.by_slug[entry["slug"]] = workshop
        self.people.grant(entry["facilitator"], Role.FACILITATOR, workshop.subject_id)

    def _open(self, entry: dict[str, Any], stage: dict[str, Any], position: int) -> None:
        workshop = self.by_slug[entry["slug"]]
        self.stages[stage["key"]] = open_stage(workshop, position, actor=self._leader(entry))

    def _of_age(self, entry: dict[str, Any], name: str) -> Person:
        """Somebody who has said that they are old enough for the process of a workshop."""
        person = self.people.persons[name]
        self.processes.confirm_age(person, entry["process"])
        return person

    def _write(self, entry: dict[str, Any], stage: dict[str, Any], note: dict[str, Any]) -> None:
        row = self.stages[stage["key"]]
        if note["by"] == "paper":
            line = f"{note['text']} | {note['dots']}"
            self.notes[note["key"]] = enter_paper_notes(row, actor=HOUSE, lines=line)[0]
        else:
            self.notes[note["key"]] = write_note(row, actor=self._of_age(entry, note["by"]), text=note["text"])

    def _arrange(self, entry: dict[str, Any], stage: dict[str, Any]) -> None:
        row, leader = self.stages[stage["key"]], self._leader(entry)
        groups = {title: create_group(row, title=title, actor=leader).id for title in stage["groups"]}
        moves = {self.notes[n["key"]].subject_id: groups[n["group"]] for n in stage["notes"] if n["group"]}
        arrange_notes(row, moves=moves, actor=leader)

    def _set_dots(self, entry: dict[str, Any], stage: dict[str, Any]) -> None:
        """Dots on notes that were written online are set by accounts; those on paper were counted in the room."""
        online = [note for note in stage["notes"] if note["by"] != "paper"]
        wanted = [note["key"] for note in online for _ in range(note["dots"])]
        most = max((note["dots"] for note in online), default=0)
        hands = self.people.citizens(at(stage["day"]))[: max(most, math.ceil(len(wanted) / DOTS_EACH))]
        for number, key in enumerate(wanted):
            set_dot(self.notes[key], actor=self._of_age(entry, hands[number % len(hands)]))

    def _describe_personas(self, entry: dict[str, Any], stage: dict[str, Any]) -> None:
        row = self.stages[stage["key"]]
        told = "\n".join(f"- **{p['who']}** {p['needs']}, {p['because']}." for p in entry["personas"])
        summarise_stage(row, summary=told, version=row.version, actor=self._leader(entry))

    def _make_prototypes(self, entry: dict[str, Any]) -> None:
        for card in entry.get("prototypes", []):
            self.prototypes[card["key"]] = make_prototype(
                self.by_slug[entry["slug"]], actor=self._leader(entry), title=card["title"], problem=card["problem"],
                idea=card["idea"], for_whom=card["for_whom"], tested=card["how_tested"], learnt=card["learnt"],
            )  # fmt: skip

    def _finish(self, entry: dict[str, Any]) -> None:
        finish_workshop(
            self.by_slug[entry["slug"]], summary=f"{entry['summary']}\n\n{entry['minutes'].strip()}",
            participants=entry["participants"], actor=self._leader(entry),
        )  # fmt: skip
