"""Fifty requests at once: one stage opens, and nobody has more dots than they are given."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from participation.core.database import db
from participation.core.errors import Conflict
from participation.core.transactions import transaction
from participation.dialogue.workshops import commands
from participation.dialogue.workshops.models import Dot, Note, StageState
from participation.dialogue.workshops.queries import workshop_by_slug
from participation.records.journal.queries import history_of
from tests.factories.people import make_account, person
from tests.factories.workshops import make_facilitator, make_note, make_workshop, seen
from tests.parallel import at_once


def test_fifty_identical_requests_open_one_stage_once(live_app: Flask) -> None:
    with live_app.app_context():
        workshop = make_workshop(open_to=1)
        leader, slug = person(make_facilitator(workshop)), workshop.slug

    def opening(_: int) -> None:
        with transaction():
            found = workshop_by_slug(slug, leader)
            assert found is not None
            commands.open_stage(found, 2, actor=leader)

    answers = at_once(live_app, opening)
    assert answers == [None] * 50
    with live_app.app_context():
        now_open = [s.position for s in seen(workshop).stages if s.state is StageState.OPEN]
        assert now_open == [2]
        assert [h.event for h in history_of(workshop.subject_id)].count("StageOpened") == 2


def test_fifty_clicks_at_once_are_one_dot_and_never_more_than_the_limit(live_app: Flask) -> None:
    with live_app.app_context():
        workshop = make_workshop(open_to=1, dots_per_person=3)
        notes = [make_note(workshop, text=f"Zettel {n}") for n in range(10)]
        ids, voter = [note.subject_id for note in notes], person(make_account())

    def click(number: int) -> None:
        with transaction():
            commands.set_dot(db.session.get_one(Note, ids[number % 10]), actor=voter)

    same = at_once(live_app, lambda _: click(0))
    assert same == [None] * 50
    answers = at_once(live_app, click)
    assert all(answer is None or isinstance(answer, Conflict) for answer in answers), answers
    with live_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Dot)) == 3
        assert db.session.scalar(select(func.sum(Note.dots))) == 3


def test_fifty_people_on_one_note_are_fifty_dots(live_app: Flask) -> None:
    with live_app.app_context():
        note_id = make_note(make_workshop(open_to=1)).subject_id
        people = [person(make_account()) for _ in range(50)]

    def click(number: int) -> None:
        with transaction():
            commands.set_dot(db.session.get_one(Note, note_id), actor=people[number])

    assert at_once(live_app, click) == [None] * 50
    with live_app.app_context():
        assert db.session.get_one(Note, note_id).dots == 50
