"""What people say in the demo town: processes with boards, dates and news, ideas, comments and supports."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Any

from participation.cli.demo.people import People
from participation.cli.demo.town import at, at_clock, many_texts, on_day, texts
from participation.core import clock
from participation.core.actor import HOUSE
from participation.core.places import Point
from participation.dialogue.boards.commands import add_category, create_board
from participation.dialogue.boards.models import Board
from participation.dialogue.comments.models import Comment, Stance
from participation.dialogue.ideas.commands import cast_vote, comment_on_idea, submit_idea
from participation.dialogue.ideas.models import Idea, Origin
from participation.dialogue.meetings.commands import create_meeting
from participation.dialogue.meetings.models import MeetingKind
from participation.dialogue.processes.commands import add_phase, create_process, publish_news, publish_process
from participation.dialogue.processes.models import Phase, PhaseKind, Process
from participation.dialogue.processes.queries import phases_of
from participation.dialogue.processes.rules import Act, last_opening, opens

PICTURES = "pictures/demo/{}.svg"
ACTS = {"ideas": Act.SUBMIT, "votes": Act.SUPPORT, "comments": Act.COMMENT, "notes": Act.WORKSHOP}
MEETING_KINDS = {"on_site_dialogue": MeetingKind.ON_SITE}


class Dialogue:
    """The processes, boards and ideas of the town by their keys."""

    def __init__(self, people: People, districts: dict[str, int]) -> None:
        self.people, self.districts = people, districts
        self.processes: dict[str, Process] = {}
        self.phases: dict[int, list[Phase]] = {}
        self.boards: dict[str, Board] = {}
        self.categories: dict[tuple[str, str], int] = {}
        self.ideas: dict[str, Idea] = {}
        self.comments: dict[str, Comment] = {}
        self.alts: dict[str, str] = {}

    def begin(self) -> None:
        """Set up the processes with everything the city writes itself."""
        self.alts = {entry["name"]: entry["alt"] for entry in texts("pictures")["pictures"]}
        bodies = {entry["slug"]: entry["name"] for entry in texts("organisation")["bodies"]}
        for entry in texts("processes")["processes"]:
            with clock.stopped_at(at(entry["published_day"])):
                self._process(entry, bodies)

    def _process(self, entry: dict[str, Any], bodies: dict[str, str]) -> None:
        process = create_process(
            entry["title"], slug=entry["slug"], question=entry["question"], summary=entry["summary"], actor=HOUSE,
            department_id=self.people.departments[entry["department"]],
            district_ids=tuple(self.districts[slug] for slug in entry["area"]), block_how=entry["take_part"].strip(),
            block_fixed=entry["fixed"].strip(), block_influence=entry["influence"].strip(),
            block_outcome=entry["outcome"].strip(), decider=bodies[entry["deciding_body"]],
            minimum_age=entry.get("minimum_age"), announced_on=on_day(entry["announced_day"]), is_demo=entry["demo"],
            picture=PICTURES.format(entry["picture"]), picture_alt=self.alts.get(entry["picture"], ""),
        )  # fmt: skip
        self.processes[entry["slug"]] = process
        for phase in entry["phases"]:
            add_phase(
                process, kind=PhaseKind(phase["kind"]), title=phase["title"], starts_at=at(phase["start_day"], 0),
                ends_at=at(phase["end_day"] + 1, 0), description=phase.get("can_do", ""),
                result=phase.get("result", "").strip(), opens=[ACTS[act] for act in phase["opens"]], actor=HOUSE,
            )  # fmt: skip
        self.phases[process.subject_id] = phases_of(process.subject_id)
        publish_process(process, actor=HOUSE)
        for position, board in enumerate(entry.get("boards", [])):
            self._board(process, board, position)
        for meeting in entry.get("meetings", []):
            self._meeting(process, meeting)
        for news in entry.get("news", []):
            with clock.stopped_at(at(news["day"])):
                publish_news(process, title=news["title"], body=news["text"], actor=HOUSE)

    def _board(self, process: Process, entry: dict[str, Any], position: int) -> None:
        board = create_board(
            process, slug=entry["slug"], title=entry["title"], question=entry["question"], actor=HOUSE,
            intro=entry.get("intro", "").strip(), rules=entry.get("rules", "").strip(), position=position,
            asks_stance=entry.get("asks_stance", False), allows_opposing=entry.get("votes", "support") != "support",
        )  # fmt: skip
        self.boards[entry["slug"]] = board
        for number, category in enumerate(entry["categories"]):
            made = add_category(board, slug=category["slug"], name=category["name"], tone=number + 1, position=number)
            self.categories[entry["slug"], category["slug"]] = made.id

    def _meeting(self, process: Process, entry: dict[str, Any]) -> None:
        create_meeting(
            entry["title"], kind=MEETING_KINDS.get(entry["kind"]) or MeetingKind(entry["kind"]), actor=HOUSE,
            process_id=process.subject_id, department_id=process.department_id, description=entry.get("text", ""),
            starts_at=at_clock(entry["day"], entry["start"]), ends_at=at_clock(entry["day"], entry["end"]),
            place=entry["place"], district_id=self.districts.get(entry.get("district", "")),
            registration=str(entry["registration"]) if isinstance(entry.get("registration"), str) else "",
            outcome=entry.get("outcome", ""),
        )  # fmt: skip

    def write(self, progress: Callable[[Iterable[Any], str], Iterable[Any]]) -> None:
        """Let people submit their ideas and comment on each other's."""
        for entry in progress(sorted(many_texts("ideas", "ideas"), key=lambda e: e["day"]), "Ideas"):
            self._idea(entry)
        days = {entry["key"]: entry["day"] for entry in many_texts("ideas", "ideas")}
        ordered = sorted(many_texts("comments", "comments"), key=lambda e: (days[e["idea"]] + e["day"], e["key"]))
        for entry in progress(ordered, "Comments"):
            self._comment(entry, days[entry["idea"]])

    def _idea(self, entry: dict[str, Any]) -> None:
        board, origin = self.boards[entry["board"]], Origin(entry["origin"])
        author = self.people.persons.get(entry.get("author", ""))
        online = origin is Origin.ONLINE and author is not None
        moment = at(entry["day"], entry.get("hour", 12), len(self.ideas) % 60)
        with clock.stopped_at(moment):
            self.ideas[entry["key"]] = submit_idea(
                board, actor=author if online and author else HOUSE, title=entry["title"], text=entry["text"].strip(),
                category_id=self.categories[entry["board"], entry["category"]],
                district_id=self.districts.get(entry.get("district", "")), street=entry.get("street", ""),
                point=Point(*entry["point"]) if entry.get("point") else None, origin=origin,
                author_id=author.account_id if author else None,
            )  # fmt: skip

    def _comment(self, entry: dict[str, Any], idea_day: int) -> None:
        idea = self.ideas[entry["idea"]]
        board = next(b for b in self.boards.values() if b.subject_id == idea.board_id)
        official = entry.get("official", False)
        department = self.people.departments[entry["department"]] if official else None
        author = HOUSE if official else self.people.person(entry["author"])
        parent = self.comments.get(entry.get("reply_to", ""))
        with clock.stopped_at(at(idea_day + entry["day"], entry.get("hour", 12), len(self.comments) % 60)):
            self.comments[entry["key"]] = comment_on_idea(
                idea, actor=author, phases=self.phases[board.process_id], text=entry["text"].strip(),
                parent_id=parent.subject_id if parent else None, official_for=department,
                stance=Stance(entry["stance"]) if entry.get("stance") else None,
            )  # fmt: skip

    def support(self, progress: Callable[[Iterable[Any], str], Iterable[Any]]) -> None:
        """Let people support (and on some boards oppose) ideas, as many as the texts say, while that was open."""
        chance = random.Random(4711)
        everyone = [*self.people.supporters, *(p for p in self.people.persons.values())]
        for entry in progress(many_texts("ideas", "ideas"), "Supports"):
            idea, board = self.ideas[entry["key"]], self.boards[entry["board"]]
            values = [value for value, count in _wanted(entry) for _ in range(count)]
            voters = chance.sample(everyone, min(len(values), len(everyone)))
            phases = self.phases[board.process_id]
            moment = _open_moment(phases, entry["day"])
            with clock.stopped_at(moment):
                for voter, value in zip(voters, values, strict=False):
                    cast_vote(idea, actor=voter, phases=phases, value=value, opposing=board.allows_opposing)


def _wanted(entry: dict[str, Any]) -> list[tuple[int, int]]:
    """(value, how many) of an idea's votes."""
    if "votes_for" in entry:
        return [(1, entry["votes_for"]), (-1, entry["votes_against"]), (0, entry["votes_neutral"])]
    return [(1, entry["votes"])]


def _open_moment(phases: list[Phase], day: int) -> Any:
    """A moment after the idea's day at which supporting was open."""
    moment = clock.now()
    if opens(phases, Act.SUPPORT, moment):
        return moment
    last = last_opening(phases, Act.SUPPORT, moment)
    assert last is not None
    return max(last.starts_at, at(day, 22)) if last.ends_at > at(day, 22) else last.starts_at
