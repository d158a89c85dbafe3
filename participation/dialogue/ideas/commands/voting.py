"""One account, one vote on an idea: casting and taking back are two idempotent acts, never a toggle.

No journal line is written: who voted for what is nobody's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.attributes import set_committed_value

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import NotAllowed
from participation.dialogue.ideas import rules
from participation.dialogue.ideas.models import Idea, Vote
from participation.dialogue.processes.models import Phase
from participation.dialogue.processes.rules import Act

SUPPORT, UNDECIDED, AGAINST = 1, 0, -1
IDEAS, VOTES = (cast(Table, table.__table__) for table in (Idea, Vote))
COUNTING = (
    update(IDEAS)
    .where(IDEAS.c.subject_id == bindparam("idea"))
    .values(
        votes=IDEAS.c.votes + bindparam("support"),
        votes_online=IDEAS.c.votes_online + bindparam("support"),
        votes_against=IDEAS.c.votes_against + bindparam("against"),
    )
    .returning(IDEAS.c.votes, IDEAS.c.votes_online, IDEAS.c.votes_against)
)


def cast_vote(
    idea: Idea, *, actor: Actor, phases: Sequence[Phase], value: int = SUPPORT, opposing: bool = False
) -> None:
    """Support an idea, or on a board that asks for it (`opposing`) oppose it or be undecided.

    The same value again changes nothing; another value replaces the first. Raises NotAllowed while the phase is shut.
    """
    _check(idea, actor, phases)
    if value != SUPPORT and not opposing:
        raise NotAllowed("Auf diesem Themenboard kann man Ideen nur unterstützen.")
    vote = {"idea_id": idea.subject_id, "account_id": actor.account_id, "value": value, "cast_at": now()}
    fresh = db.session.execute(_casting(db.engine.dialect.name), vote).scalar_one_or_none()
    if fresh is not None:
        _count(idea, new=value)
    elif opposing:
        _change(idea, actor, value)


def withdraw_vote(idea: Idea, *, actor: Actor, phases: Sequence[Phase]) -> None:
    """Take one's vote back; where there is none, nothing changes."""
    _check(idea, actor, phases)
    old = db.session.execute(
        delete(Vote)
        .where(Vote.idea_id == idea.subject_id, Vote.account_id == actor.account_id)
        .returning(Vote.value)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if old is not None:
        _count(idea, old=old)


def _check(idea: Idea, actor: Actor, phases: Sequence[Phase]) -> None:
    rules.check_confirmed(actor)
    rules.check_open(phases, Act.SUPPORT)
    rules.check_shown(idea)


def _change(idea: Idea, actor: Actor, value: int) -> None:
    mine = (Vote.idea_id == idea.subject_id, Vote.account_id == actor.account_id)
    old = db.session.scalar(select(Vote.value).where(*mine).with_for_update())
    if old is not None and old != value:
        db.session.execute(update(Vote).where(*mine).values(value=value, cast_at=now()))
        _count(idea, old=old, new=value)


def _count(idea: Idea, *, old: int | None = None, new: int | None = None) -> None:
    """Move the idea's counters in the database itself, so that parallel votes never lose one."""
    support = (new == SUPPORT) - (old == SUPPORT)
    against = (new == AGAINST) - (old == AGAINST)
    if support or against:
        counted = db.session.execute(COUNTING, {"idea": idea.subject_id, "support": support, "against": against}).one()
        for name, number in counted._mapping.items():
            set_committed_value(idea, name, number)


@cache
def _casting(dialect: str) -> Any:
    """The statement that keeps a vote unless there is one; made once, because it runs so often."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(VOTES).on_conflict_do_nothing().returning(VOTES.c.value)
