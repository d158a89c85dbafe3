"""Saying that two ideas belong together, taking that back, and deciding that they do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Invalid
from participation.dialogue.boards.models import Board
from participation.dialogue.clusters import rules
from participation.dialogue.clusters.events import PairDismissed
from participation.dialogue.clusters.models import DismissedPair, KinshipHint
from participation.dialogue.ideas.commands.voting import check_footing_on
from participation.dialogue.ideas.models import Idea
from participation.dialogue.processes.commands.archive import check_writable
from participation.dialogue.processes.models import Phase
from participation.records.journal.commands import record
from participation.records.subjects.models import Subject


def hint_kinship(idea: Idea, other: Idea, *, actor: Actor, phases: Sequence[Phase]) -> None:
    """Say that two ideas of a process belong together; saying it twice changes nothing. No journal line is written.

    Raises NotAllowed while nothing is open or for people who have not proven what the process asks for, Invalid where
    the other idea is none that this one could belong with.
    """
    first, second = rules.pair(idea.subject_id, other.subject_id)
    check_footing_on(idea.subject_id, actor, None)
    rules.check_may_hint(phases)
    rules.check_free(idea)
    if not rules.is_free(other) or _process_of(idea) != _process_of(other):
        raise Invalid("Bitte wählen Sie eine öffentliche Idee desselben Beteiligungsverfahrens.", field="other")
    values = {"idea_id": first, "other_id": second, "account_id": actor.account_id, "hinted_at": now()}
    db.session.execute(_insert()(KinshipHint).values(**values).on_conflict_do_nothing())


def take_hint_back(idea_id: int, other_id: int, *, actor: Actor) -> None:
    """Take one's hint back; where there is none, nothing changes."""
    first, second = rules.pair(idea_id, other_id)
    mine = (KinshipHint.idea_id == first, KinshipHint.other_id == second, KinshipHint.account_id == actor.account_id)
    db.session.execute(delete(KinshipHint).where(*mine).execution_options(synchronize_session=False))


def dismiss_pair(idea: Idea, other: Idea, *, actor: Actor) -> None:
    """Say that two ideas do not belong together: the pair is suggested no more. Doing it twice changes nothing."""
    first, second = rules.pair(idea.subject_id, other.subject_id)
    subject = db.session.get_one(Subject, idea.subject_id)
    rules.check_may_bundle(actor, subject.department_id, subject.process_id)
    check_writable(subject.process_id)
    if _process_of(idea) != _process_of(other):
        raise Invalid("Das sind Ideen zweier Beteiligungsverfahren.", field="other")
    made = _insert()(DismissedPair).values(idea_id=first, other_id=second, dismissed_at=now()).on_conflict_do_nothing()
    if db.session.execute(made.returning(DismissedPair.idea_id)).scalar_one_or_none() is not None:
        record(PairDismissed(first, other_id=second), actor=actor, role="moderator")


def _process_of(idea: Idea) -> int:
    return db.session.get_one(Board, idea.board_id).process_id


def _insert() -> Any:
    return sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
