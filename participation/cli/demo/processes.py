"""The processes of the demo town, with everything the city itself writes there: boards, dates, news."""

from __future__ import annotations

from typing import Any

from participation.cli.demo.agenda import Agenda
from participation.cli.demo.people import People
from participation.cli.demo.town import at, at_clock, on_day, texts
from participation.core.actor import HOUSE, Actor
from participation.dialogue.boards.commands import add_category, create_board
from participation.dialogue.boards.models import Board
from participation.dialogue.calls.commands import set_up_call
from participation.dialogue.codes.commands import confirm_age
from participation.dialogue.meetings.commands import create_meeting
from participation.dialogue.meetings.models import MeetingKind
from participation.dialogue.processes.commands import (
    add_entry,
    add_phase,
    create_process,
    publish_news,
    publish_process,
)
from participation.dialogue.processes.models import LEEWAY, EntryKind, Phase, PhaseKind, Process
from participation.dialogue.processes.queries import phases_of
from participation.dialogue.processes.rules import Act

PICTURES = "pictures/demo/{}.svg"
ACTS = {"ideas": Act.SUBMIT, "votes": Act.SUPPORT, "comments": Act.COMMENT, "notes": Act.WORKSHOP}
MEETING_KINDS = {"on_site_dialogue": MeetingKind.ON_SITE}
MEETINGS_ANNOUNCED = 21


class Processes:
    """The processes, phases, boards and categories of the town by their keys."""

    def __init__(self, agenda: Agenda, people: People, districts: dict[str, int]) -> None:
        self.agenda, self.people, self.districts = agenda, people, districts
        self.by_slug: dict[str, Process] = {}
        self.phases: dict[str, list[Phase]] = {}
        self.boards: dict[str, Board] = {}
        self.categories: dict[tuple[str, str], int] = {}
        self._of_age: set[tuple[int | None, str]] = set()

    def plan(self) -> None:
        """Let the processes be published, and their news and dates be announced."""
        for entry in texts("processes")["processes"]:
            published = entry["published_day"]
            self.agenda.plan(at(published, 7), self._process, entry)
            for meeting in entry.get("meetings", []):
                day = max(published, meeting["day"] - MEETINGS_ANNOUNCED)
                self.agenda.plan(at(min(day, -1), 8), self._meeting, entry, meeting)
            for news in entry.get("news", []):
                self.agenda.plan(at(news["day"], 9), self._news, entry["slug"], news)
        self.agenda.plan(at(-1, 22), self._spare_the_question)

    def confirm_age(self, person: Actor, slug: str) -> None:
        """Let somebody say once in each process that they are old enough for it."""
        process = self.by_slug[slug]
        if process.minimum_age is not None and (person.account_id, slug) not in self._of_age:
            self._of_age.add((person.account_id, slug))
            confirm_age(process, age=process.minimum_age, actor=person)

    def _spare_the_question(self) -> None:
        """Whoever shows the town is not asked for an age in the middle of it; new people are."""
        for key in self.people.keys:
            for slug in self.by_slug:
                self.confirm_age(self.people.known(key), slug)

    def _process(self, entry: dict[str, Any]) -> None:
        bodies = {body["slug"]: body["name"] for body in texts("organisation")["bodies"]}
        process = create_process(
            entry["title"], slug=entry["slug"], question=entry["question"], summary=entry["summary"], actor=HOUSE,
            department_id=self.people.departments[entry["department"]],
            district_ids=tuple(self.districts[slug] for slug in entry["area"]), block_how=entry["take_part"].strip(),
            block_fixed=entry["fixed"].strip(), block_influence=entry["influence"].strip(),
            block_outcome=entry["outcome"].strip(), decider=bodies[entry["deciding_body"]],
            minimum_age=entry.get("minimum_age"), announced_on=on_day(entry["announced_day"]), is_demo=entry["demo"],
            easy_language=entry.get("easy", "").strip(), **_contact(entry["contact"]), **picture(entry["picture"]),
        )  # fmt: skip
        for kind in LEEWAY:
            for title in entry.get("leeway", {}).get(kind.value, []):
                add_entry(process, kind, title=title, actor=HOUSE)
        for asked in entry.get("questions", []):
            add_entry(process, EntryKind.QUESTION, title=asked["question"], text=asked["answer"], actor=HOUSE)
        self.by_slug[entry["slug"]] = process
        for phase in entry["phases"]:
            add_phase(
                process, kind=PhaseKind(phase["kind"]), title=phase["title"], starts_at=at(phase["start_day"], 0),
                ends_at=at(phase["end_day"] + 1, 0), description=phase.get("can_do", ""),
                result=phase.get("result", "").strip(), opens=[ACTS[act] for act in phase["opens"]], actor=HOUSE,
            )  # fmt: skip
        self.phases[entry["slug"]] = phases_of(process.subject_id)
        publish_process(process, actor=HOUSE)
        for position, board in enumerate(entry.get("boards", [])):
            self._board(process, board, position)

    def _board(self, process: Process, entry: dict[str, Any], position: int) -> None:
        board = create_board(
            process, slug=entry["slug"], title=entry["title"], question=entry["question"], actor=HOUSE,
            intro=entry.get("intro", "").strip(), rules=entry.get("rules", "").strip(), position=position,
            asks_stance=entry["asks_stance"], allows_opposing=entry["votes"] == "for_against",
        )  # fmt: skip
        self.boards[entry["slug"]] = board
        for number, category in enumerate(entry["categories"]):
            made = add_category(board, slug=category["slug"], name=category["name"], tone=number + 1, position=number)
            self.categories[entry["slug"], category["slug"]] = made.id
        if "call" in entry:
            set_up_call(board, phases=phases_of(process.subject_id), is_call=True, **entry["call"])

    def _meeting(self, process: dict[str, Any], entry: dict[str, Any]) -> None:
        create_meeting(
            entry["title"], kind=MEETING_KINDS.get(entry["kind"]) or MeetingKind(entry["kind"]), actor=HOUSE,
            process_id=self.by_slug[process["slug"]].subject_id, description=entry.get("text", ""),
            starts_at=at_clock(entry["day"], entry["start"]), ends_at=at_clock(entry["day"], entry["end"]),
            place=entry["place"], district_id=self.districts[entry["district"]], outcome=entry.get("outcome", ""),
            registration=f"{entry['seats']} Plätze. Anmeldung: {process['contact']}" if entry["registration"] else "",
        )  # fmt: skip

    def _news(self, slug: str, entry: dict[str, Any]) -> None:
        publish_news(self.by_slug[slug], title=entry["title"], body=entry["text"], actor=HOUSE)


def _contact(text: str) -> dict[str, Any]:
    """An office, its telephone number and its address, as they stand in one line."""
    name, phone, email = text.split(", ")
    return {"contact_name": name, "contact_phone": phone, "contact_email": email}


def picture(name: str) -> dict[str, Any]:
    """A drawn scene with its alternative text, as the values of a process or measure."""
    alt = next(entry["alt"] for entry in texts("pictures")["pictures"] if entry["name"] == name)
    return {"picture": PICTURES.format(name), "picture_alt": alt}


def process_of_board(slug: str) -> dict[str, Any]:
    """The process that a board belongs to, as it is written in the texts."""
    found: dict[str, Any] = next(
        process
        for process in texts("processes")["processes"]
        if slug in {board["slug"] for board in process.get("boards", [])}
    )
    return found
