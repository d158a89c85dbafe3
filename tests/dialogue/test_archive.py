"""An archived process is only read, by whatever route; what was open says until when."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import NotAllowed
from participation.core.transactions import transaction
from participation.dialogue.ideas.commands import comment_on_idea, submit_idea, withdraw_comment_on_idea, withdraw_idea
from participation.dialogue.ideas.models import Idea, Origin
from participation.dialogue.processes.models import Phase, PhaseKind, Process
from participation.dialogue.processes.queries import phases_of
from participation.dialogue.processes.rules import Archive, check_not_archived
from participation.dialogue.workshops import commands as workshops
from participation.people.accounts.models import Account
from participation.records.subjects.models import Subject
from tests.browser import Browser
from tests.factories.desk import make_answer, make_moderator
from tests.factories.dialogue import make_board, make_comment, make_idea, make_process
from tests.factories.people import make_account, person
from tests.factories.workshops import make_workshop


def archived(process_id: int) -> None:
    with transaction():
        past = now() - timedelta(days=3)
        db.session.execute(sa.update(Phase).where(Phase.process_id == process_id).values(ends_at=past))
        process = sa.update(Process).where(Process.subject_id == process_id)
        db.session.execute(process.values(archived_at=now(), results="Es steht eine Bank."))


def process_of(idea: Idea) -> int:
    found = db.session.get_one(Subject, idea.subject_id).process_id
    assert found is not None
    return found


@pytest.fixture
def account(app: Flask) -> Account:
    return make_account()


@pytest.fixture
def idea(account: Account) -> Idea:
    idea = make_idea(make_board(), author_id=account.id)
    return db.session.get_one(Idea, idea.subject_id)


def test_the_sentence_says_since_when_and_until_when() -> None:
    check_not_archived(None)
    with pytest.raises(NotAllowed, match="Offen war es bis zum") as refusal:
        check_not_archived(Archive(now(), now()))
    assert "archiviert" in str(refusal.value)
    with pytest.raises(NotAllowed, match="nur noch lesen"):
        check_not_archived(Archive(now(), None))


def test_nobody_takes_back_brings_in_or_writes_officially(idea: Idea, account: Account) -> None:
    comment = make_comment(idea.subject_id, author_id=account.id)
    department = make_answer(idea).department_id
    process_id = process_of(idea)
    archived(process_id)
    actor = person(account)
    acts = (
        lambda: withdraw_idea(idea, actor=actor),
        lambda: withdraw_comment_on_idea(comment, actor=actor),
        lambda: comment_on_idea(idea, actor=HOUSE, phases=[], text="Wir.", official_for=department),
        lambda: comment_on_idea(idea, actor=actor, phases=phases_of(process_id), text="Noch etwas."),
    )
    for act in acts:
        with pytest.raises(NotAllowed, match=r"archiviert|bis zum"), transaction():
            act()


def test_no_idea_is_brought_in_from_paper(app: Flask) -> None:
    board = make_board()
    archived(board.process_id)
    with pytest.raises(NotAllowed, match="archiviert"), transaction():
        submit_idea(board, actor=HOUSE, title="Vom Papier", text="Eine Bank.", origin=Origin.PAPER, author_id=None)


def test_nobody_leads_a_workshop(app: Flask) -> None:
    process = make_process(phase=PhaseKind.WORKSHOP)
    workshop = make_workshop(process, open_to=1)
    archived(process.subject_id)
    with pytest.raises(NotAllowed, match="archiviert"), transaction():
        workshops.open_stage(workshop, 2, actor=HOUSE)


def test_the_page_offers_nothing_to_write_but_moderation_goes_on(client: Browser, idea: Idea, account: Account) -> None:
    moderator = make_moderator(idea)
    client.sign_in(account)
    assert client.open(f"/ideen/{idea.subject_id}").shows("Zurückziehen")
    archived(process_of(idea))
    assert not client.open(f"/ideen/{idea.subject_id}").shows("Zurückziehen")
    client.sign_in(moderator).open(f"/moderation/idee/{idea.subject_id}/verbergen")
    client.send("verbergen", cause="insult")
