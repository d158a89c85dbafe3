"""Two workers at once, two requests at once: an account is asked for and erased once."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from participation.core import clock
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict
from participation.core.transactions import transaction
from participation.dialogue.ideas.commands import cast_vote
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.queries import phases_of
from participation.people.accounts.models import Account
from participation.people.own_data import commands
from participation.people.own_data.models import Erasure, Texts
from participation.records.journal.models import JournalEntry
from participation.web import jobs
from tests.factories.dialogue import make_board, make_idea
from tests.factories.people import make_account, person
from tests.parallel import at_once


def test_four_workers_at_once_erase_an_account_once(live_app: Flask) -> None:
    with live_app.app_context():
        account, board = make_account(), make_board()
        idea_id, number = make_idea(board).subject_id, account.id
        with transaction():
            idea = db.session.get_one(Idea, idea_id)
            cast_vote(idea, actor=person(account), phases=phases_of(board.process_id))

    def ask(_: int) -> str:
        with transaction():
            return commands.request_erasure(db.session.get_one(Account, number), texts=Texts.KEEP)

    answers = at_once(live_app, ask, count=4, threads=4)
    assert [type(answer) for answer in answers if not isinstance(answer, str)] == [Conflict] * 3

    def work(_: int) -> None:
        with clock.stopped_at(now() + timedelta(days=8)):
            for _ in range(3):
                jobs.run_soon_tasks()

    problems = [answer for answer in at_once(live_app, work, count=4, threads=4) if answer is not None]
    assert problems == []
    with live_app.app_context():
        assert db.session.get(Account, number) is None
        erased = sa.select(sa.func.count()).where(JournalEntry.event == "AccountErased")
        assert db.session.scalar(erased) == 1
        idea = db.session.get_one(Idea, idea_id)
        assert (idea.votes, idea.votes_cut) == (1, 1)
        assert db.session.scalars(sa.select(Erasure.done_at)).one() is not None
