"""One account, one vote on an idea: casting and taking back are two idempotent acts, never a toggle.

No journal line is written: who voted for what is nobody's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import N_, Conflict, NotAllowed
from participation.dialogue.codes.queries import footing_on
from participation.dialogue.codes.rules import Footing, check_footing, check_own_process
from participation.dialogue.ideas import rules
from participation.dialogue.ideas.models import Idea, Vote
from participation.dialogue.ideas.rules import Votable
from participation.dialogue.processes.models import Phase
from participation.dialogue.processes.rules import Act
from participation.records.subjects.models import State

SUPPORT, UNDECIDED, AGAINST = 1, 0, -1
GONE_ON = N_("Diese Idee ist nicht mehr offen oder geht inzwischen in einer anderen weiter. Bitte laden Sie neu.")
IDEAS, VOTES = (cast(Table, table.__table__) for table in (Idea, Vote))
COUNTING = (
    update(IDEAS)
    .where(IDEAS.c.subject_id == bindparam("idea"), IDEAS.c.state == State.PUBLIC)
    .values(
        votes=IDEAS.c.votes + bindparam("support"),
        votes_online=IDEAS.c.votes_online + bindparam("support"),
        votes_against=IDEAS.c.votes_against + bindparam("against"),
    )
    .returning(IDEAS.c.votes, IDEAS.c.votes_against)
)


class Counts(NamedTuple):
    """How many support an idea and how many are against it, after a vote that changed this."""

    votes: int
    votes_against: int


def cast_vote(
    idea: Votable, *, actor: Actor, phases: Sequence[Phase], value: int = SUPPORT, opposing: bool = False,
    footing: Footing | None = None,
) -> Counts | None:  # fmt: skip
    """Support an idea, or on a board that asks for it (`opposing`) oppose it or be undecided.

    The same value again changes nothing; another value replaces the first. Returns the new counts, None where they are
    the old ones. Raises NotAllowed while the phase is shut or for people who have not proven what the process asks for
    (`footing`, where it was loaded already), Conflict where the idea is not public any more.
    """
    check_footing_on(idea.subject_id, actor, footing)
    _check(idea, phases)
    if value != SUPPORT and not opposing:
        raise NotAllowed("Auf diesem Themenboard kann man Ideen nur unterstützen.")
    vote = {"idea_id": idea.subject_id, "account_id": actor.account_id, "value": value, "cast_at": now()}
    fresh = db.session.execute(_casting(db.engine.dialect.name), vote).scalar_one_or_none()
    if fresh is not None:
        return _count(idea, new=value)
    return _change(idea, actor, value) if opposing else None


def withdraw_vote(
    idea: Votable, *, actor: Actor, phases: Sequence[Phase], footing: Footing | None = None
) -> Counts | None:
    """Take one's vote back, whatever was proven when; where there is none, nothing changes. Returns the new counts,
    None where they are the old ones. Raises as `cast_vote` does while the phase is shut, and in a process that is not
    the one of a person's code."""
    check_own_process_on(idea.subject_id, actor, footing)
    _check(idea, phases)
    old = db.session.execute(
        delete(Vote)
        .where(Vote.idea_id == idea.subject_id, Vote.account_id == actor.account_id)
        .returning(Vote.value)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return _count(idea, old=old) if old is not None else None


def check_footing_on(idea_id: int, actor: Actor, footing: Footing | None) -> None:
    """Raise NotAllowed for people who may not take part in the process of an idea."""
    footing = footing or footing_on(idea_id, actor)
    if footing is not None:
        check_footing(actor, footing)


def check_own_process_on(idea_id: int, actor: Actor, footing: Footing | None) -> None:
    """Raise NotAllowed for people with a code where it is for another process than the one of this idea."""
    if actor.only_in is not None:
        footing = footing or footing_on(idea_id, actor)
        check_own_process(actor, footing.process_id if footing else None)


def _check(idea: Votable, phases: Sequence[Phase]) -> None:
    rules.check_open(phases, Act.SUPPORT)
    rules.check_shown(idea)


def _change(idea: Votable, actor: Actor, value: int) -> Counts | None:
    mine = (Vote.idea_id == idea.subject_id, Vote.account_id == actor.account_id)
    old = db.session.scalar(select(Vote.value).where(*mine).with_for_update())
    if old is None or old == value:
        return None
    db.session.execute(update(Vote).where(*mine).values(value=value, cast_at=now(), carried_by=None))
    return _count(idea, old=old, new=value)


def _count(idea: Votable, *, old: int | None = None, new: int | None = None) -> Counts | None:
    """Move the idea's counters in the database itself, so that parallel votes never lose one. Raises Conflict where
    the idea was merged or hidden since it was read: the vote goes with it, nothing is kept that is not counted."""
    support = (new == SUPPORT) - (old == SUPPORT)
    against = (new == AGAINST) - (old == AGAINST)
    if not (support or against):
        return None
    change = {"idea": idea.subject_id, "support": support, "against": against}
    counts = db.session.execute(COUNTING, change).one_or_none()
    if counts is None:
        raise Conflict(GONE_ON)
    return Counts(*counts)


@cache
def _casting(dialect: str) -> Any:
    """The statement that keeps a vote unless there is one; made once, because it runs so often."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(VOTES).on_conflict_do_nothing().returning(VOTES.c.value)
