"""Many at once: one confirmation, and nothing left of what is written at the same moment."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask

from participation.core.actor import Role
from participation.core.database import db
from participation.core.errors import Conflict
from participation.core.transactions import transaction
from participation.desk.expunging.commands import confirm_expunging
from participation.desk.expunging.models import Expunging, Kind
from participation.dialogue.ideas.commands import revise_idea
from participation.dialogue.ideas.models import Idea
from participation.people.accounts.models import Account
from participation.records.journal.models import JournalEntry
from participation.records.subjects.models import State
from participation.web import jobs
from tests.expunging.marked import asked, where_said, work
from tests.factories.dialogue import make_idea
from tests.factories.people import make_account, make_staff, person
from tests.parallel import at_once


def test_two_who_confirm_at_once_confirm_once(live_app: Flask) -> None:
    with live_app.app_context():
        idea_id = make_idea().subject_id
        number = asked(Kind.IDEA, idea_id).id
        people = [make_staff(Role.COORDINATOR).id for _ in range(4)]

    def confirm(which: int) -> None:
        actor = person(db.session.get_one(Account, people[which]))
        with transaction():
            confirm_expunging(db.session.get_one(Expunging, number), actor=actor)

    answers = at_once(live_app, confirm, count=4, threads=4)
    assert [type(answer) for answer in answers if answer is not None] == [Conflict] * 3
    with live_app.app_context():
        found = sa.select(sa.func.count()).where(JournalEntry.event == "SubjectExpunged")
        assert db.session.scalar(found) == 1


def test_nothing_is_left_of_what_the_author_revises_meanwhile(live_app: Flask) -> None:
    with live_app.app_context():
        author = make_account()
        idea_id, account_id = make_idea(author_id=author.id, title="Hausnummer sieben").subject_id, author.id
        request = asked(Kind.IDEA, idea_id)
        second = person(make_staff(Role.COORDINATOR))
        with transaction():
            confirm_expunging(request, actor=second)

    def act(number: int) -> None:
        if number % 2:
            jobs.run_soon_tasks()
            return
        actor = person(db.session.get_one(Account, account_id))
        with transaction():
            idea = db.session.get_one(Idea, idea_id)
            revise_idea(
                idea, actor=actor, title=f"Hausnummer sieben {number}", text="Hausnummer sieben", version=idea.version
            )

    at_once(live_app, act, count=16, threads=4)
    with live_app.app_context():
        work()
        idea = db.session.get_one(Idea, idea_id)
        assert (idea.state, idea.text) == (State.EXPUNGED, "")
        assert where_said(live_app, "Hausnummer sieben") == []
        assert db.session.scalars(sa.select(Expunging.done_at)).one() is not None
