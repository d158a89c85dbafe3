"""What people of the demo town write: ideas, on boards and out of workshops, and comments on them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app

from participation.cli.demo.agenda import Agenda
from participation.cli.demo.drawing import scene
from participation.cli.demo.people import People
from participation.cli.demo.processes import Processes, process_of_board
from participation.cli.demo.town import at, many_texts
from participation.cli.demo.workshops import Workshops
from participation.core.actor import HOUSE
from participation.core.places import Point
from participation.dialogue.comments.models import Comment, Stance
from participation.dialogue.ideas.commands import (
    WrittenPicture,
    add_to_draft,
    add_to_idea,
    comment_on_idea,
    mark_in_review,
    revise_idea,
    save_draft,
    submit_idea,
    write_picture,
)
from participation.dialogue.ideas.models import Idea, Origin
from participation.dialogue.ideas.rules.asked import MOST_PICTURES
from participation.dialogue.searches.commands import save_search
from participation.dialogue.searches.models import Frequency
from participation.dialogue.workshops.commands import hand_on_as_idea
from participation.people.notifications.commands import follow
from participation.records.subjects.commands import link_subjects
from participation.records.subjects.models import LinkKind

REVIEW_BEGINS = 4
SMALL_HOURS = 15
MINUTES_PER_ANSWER = 11
DRAFTED = "fahrrad"
FOLLOWED = ("sw-01", "kp-01", "lu-05", "du-01")


class Ideas:
    """The ideas and comments of the town by their keys."""

    def __init__(self, agenda: Agenda, people: People, processes: Processes, workshops: Workshops) -> None:
        self.agenda, self.people, self.processes, self.workshops = agenda, people, processes, workshops
        self.by_key: dict[str, Idea] = {}
        self.comments: dict[str, Comment] = {}
        self.comments_planned: list[tuple[dict[str, Any], datetime]] = []
        self.entries = {entry["key"]: entry for entry in many_texts("ideas", "ideas")}

    def plan(self) -> None:
        """Let people submit their ideas and comment on each other's, and let some ideas be looked into."""
        for number, entry in enumerate(self.entries.values()):
            self.agenda.plan(at(entry["day"], entry["hour"], number % SMALL_HOURS), self._submit, entry)
            if "revised_because" in entry:
                self.agenda.plan(at(entry["day"] + 1, 18), self._revise, entry)
            if entry["status"] == "in_review":
                self.agenda.plan(at(min(entry["day"] + REVIEW_BEGINS, -1), 10), self._look_into, entry["key"])
        comments = {entry["key"]: entry for entry in many_texts("comments", "comments")}
        for number, entry in enumerate(comments.values()):
            minute = SMALL_HOURS + number % 20 + MINUTES_PER_ANSWER * _depth(entry, comments)
            day = self.entries[entry["idea"]]["day"] + entry["day"]
            moment = at(day, entry["hour"], minute)
            self.agenda.plan(moment, self._comment, entry)
            self.comments_planned.append((entry, moment))
        self.agenda.plan(at(-1, 21), self._begin, "bahnhof-wege")
        for key in FOLLOWED:
            self.agenda.plan(at(-1, 20), self._follow, key)
        self.agenda.plan(at(-9, 19), self._keep_searches)

    def _submit(self, entry: dict[str, Any]) -> None:
        board, origin = self.processes.boards[entry["board"]], Origin(entry["origin"])
        author = self.people.persons[entry["author"]]
        values: dict[str, Any] = {
            "title": entry["title"], "text": entry.get("earlier", entry["text"]).strip(),
            "street": entry.get("street", ""),
            "category_id": self.processes.categories[entry["board"], entry["category"]],
            "district_id": self.processes.districts.get(entry.get("district", "")),
            "point": Point(*entry["point"]) if entry.get("point") else None, "author_id": author.account_id,
        }  # fmt: skip
        sources = self.workshops.sources_of_idea(entry["key"])
        if sources:
            idea = hand_on_as_idea(sources[0], board, actor=HOUSE, **values)
            for source in sources[1:]:
                link_subjects(source.subject_id, idea.subject_id, LinkKind.GREW_FROM)
        else:
            if origin is Origin.ONLINE:
                self.processes.confirm_age(author, process_of_board(entry["board"])["slug"])
            idea = submit_idea(board, actor=author if origin is Origin.ONLINE else HOUSE, origin=origin, **values)
        self.by_key[entry["key"]] = idea
        for picture in entry.get("pictures", ()):
            add_to_idea(idea, _drawn(picture["scene"]), alt=picture["alt"], actor=author)

    def _revise(self, entry: dict[str, Any]) -> None:
        idea, author = self.by_key[entry["key"]], self.people.persons[entry["author"]]
        revise_idea(
            idea, actor=author, title=entry["title"], text=entry["text"].strip(), version=idea.version,
            reason=entry["revised_because"],
        )  # fmt: skip

    def _begin(self, board: str) -> None:
        """Somebody begins to write and goes to bed."""
        actor, category = self.people.known("teilnehmen"), self.processes.categories[board, DRAFTED]
        fields = {
            "title": "Uhr und Wetter am Bussteig", "category": category,
            "text": "Wer aus dem Zug kommt, sucht erst die Uhr und dann den Bus. Eine große Tafel",
        }  # fmt: skip
        draft = save_draft(self.processes.boards[board].subject_id, fields, send_key="demo", actor=actor)
        words = "Zeichnung: Menschen auf einem Platz mit Bänken unter einem Baum."
        add_to_draft(draft.id, _drawn("baenke"), most=MOST_PICTURES).alt = words

    def _look_into(self, key: str) -> None:
        idea = self.by_key[key]
        mark_in_review(idea, actor=self.office_of(key))

    def office_of(self, key: str) -> Any:
        """Who writes for the department that leads the process of an idea."""
        process = process_of_board(self.entries[key]["board"])
        return self.people.offices[self.people.departments[process["department"]]]

    def _comment(self, entry: dict[str, Any]) -> None:
        process = process_of_board(self.entries[entry["idea"]]["board"])
        department = self.people.departments[entry["department"]] if entry.get("official") else None
        author = self.people.offices[department] if department else self.people.persons[entry["author"]]
        if department is None:
            self.processes.confirm_age(author, process["slug"])
        parent = self.comments.get(entry.get("reply_to", ""))
        self.comments[entry["key"]] = comment_on_idea(
            self.by_key[entry["idea"]], actor=author, phases=self.processes.phases[process["slug"]],
            text=entry.get("first_text", entry["text"]).strip(),
            parent_id=parent.subject_id if parent else None, official_for=department,
            stance=Stance(entry["stance"]) if entry.get("stance") else None,
        )  # fmt: skip

    def _follow(self, key: str) -> None:
        follow(self.by_key[key].subject_id, account_id=self.people.known("teilnehmen").account_id)

    def _keep_searches(self) -> None:
        """What somebody keeps an eye on: a topic near the own street, and all that is new about benches."""
        account_id = self.people.known("teilnehmen").account_id
        assert account_id is not None
        board = self.processes.boards["schulwege"]
        follow(board.subject_id, account_id=account_id, by_mail=False)
        near = {"board_id": board.subject_id, "lon": 9.9560, "lat": 48.4110, "radius": 1500}
        save_search(account_id, name="Schulwege bei uns am Eselsberg", frequency=Frequency.DAILY, **near)
        save_search(account_id, name="Schatten in der Stadt", frequency=Frequency.WEEKLY, words="Schatten")
        asked = {"statuses": ["answered", "promoted"], "district_id": self.processes.districts.get("wiblingen")}
        save_search(account_id, name="Was aus Ideen in Wiblingen wird", frequency=Frequency.AT_ONCE, **asked)


def _drawn(name: str) -> WrittenPicture:
    settings = current_app.extensions["PARTICIPATION"]
    return write_picture(scene(name), folder=settings.media_root, most=settings.max_upload)


def _depth(entry: dict[str, Any], comments: dict[str, dict[str, Any]]) -> int:
    """How many comments stand above this one."""
    return 1 + _depth(comments[entry["reply_to"]], comments) if "reply_to" in entry else 0
