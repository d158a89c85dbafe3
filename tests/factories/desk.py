"""Moderation of a department, answers and promises."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from participation.core.actor import HOUSE, Role
from participation.core.clock import today
from participation.core.database import db
from participation.core.transactions import transaction
from participation.desk.answers.commands import answer_idea
from participation.desk.answers.models import Answer, AnswerOutcome
from participation.dialogue.ideas.models import Idea
from participation.people.accounts.models import Account
from participation.records.commitments.commands import make_commitment
from participation.records.commitments.models import Commitment
from participation.records.subjects.models import Subject
from tests.factories.people import make_staff

_numbers = count(1)


def department_of(idea: Idea) -> int:
    """The department that owns the idea's process."""
    found = db.session.get_one(Subject, idea.subject_id).department_id
    assert found is not None
    return found


def make_moderator(idea: Idea, pseudonym: str = "") -> Account:
    """Somebody who moderates for the department that owns the idea's process."""
    return make_staff(Role.MODERATOR, department_of(idea), pseudonym)


def make_answer(idea: Idea, *, actor: Any = HOUSE, **values: Any) -> Answer:
    """An answer to an idea."""
    with transaction():
        return answer_idea(
            idea, actor=actor, outcome=values.pop("outcome", AnswerOutcome.TAKEN_UP),
            reason=values.pop("reason", "Wir haben die Stelle angesehen und planen eine Bank."), **values,
        )  # fmt: skip


def make_promise(idea: Idea, *, due_on: date | None = None, text: str = "") -> Commitment:
    """A promise on an idea, due in two weeks unless said otherwise."""
    with transaction():
        return make_commitment(
            idea.subject_id, text=text or f"Wir stellen Bank Nummer {next(_numbers)} auf",
            due_on=due_on or today() + timedelta(days=14), department_id=department_of(idea), actor=HOUSE,
        )  # fmt: skip
