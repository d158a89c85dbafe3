"""Votes over a merge: each account counts once on the target, and gets both back when the merge is undone.

The rows of the source stay as they are while it is closed; the target gets copies, marked with the merge, from those
who had not voted there. What people do on the target afterwards is theirs: a vote that they change loses its mark.
See docs/decisions/0022.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import delete, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.database import db
from participation.core.errors import Conflict
from participation.dialogue.ideas.commands.voting import AGAINST, GONE_ON, SUPPORT
from participation.dialogue.ideas.models import Idea, Merge, Vote
from participation.records.subjects.models import State


def carry_votes(merge: Merge) -> None:
    """Copy the source's votes to the target, once per account, and count them there. Raises Conflict where the target
    was hidden meanwhile."""
    db.session.flush()
    copies = select(literal(merge.target_id), Vote.account_id, Vote.value, Vote.cast_at, literal(merge.id)).where(
        Vote.idea_id == merge.source_id, _comes_along(merge)
    )
    names = ["idea_id", "account_id", "value", "cast_at", "carried_by"]
    statement = _insert()(Vote).from_select(names, copies, include_defaults=False).on_conflict_do_nothing()
    carried = Counter(db.session.execute(statement.returning(Vote.value)).scalars())
    counted = _add(merge.target_id, _moved(merge, carried, 1), only=Idea.state == State.PUBLIC)
    if not counted:
        raise Conflict(GONE_ON)


def bring_back_votes(merge: Merge) -> None:
    """Take the copies off the target again. Who took their vote back there meanwhile, took it back from the source
    too; whoever voted there since, keeps that."""
    target = (Vote.idea_id == merge.target_id,)
    held = select(Vote.account_id).where(*target).with_for_update().subquery()
    db.session.execute(select(func.count()).select_from(held))
    still = select(Vote.account_id).where(*target)
    withdrawn = delete(Vote).where(Vote.idea_id == merge.source_id, _comes_along(merge), Vote.account_id.not_in(still))
    gone = Counter(_run(withdrawn.returning(Vote.value)).scalars())
    _add(merge.source_id, _of_people(gone, -1))
    copies = Counter(_run(delete(Vote).where(*target, Vote.carried_by == merge.id).returning(Vote.value)).scalars())
    _add(merge.target_id, _moved(merge, copies, -1))


def _comes_along(merge: Merge) -> Any:
    """Votes that the target's board knows: supports, and the others where it asks for them."""
    return Vote.value.in_((SUPPORT, 0, AGAINST) if merge.with_opposing else (SUPPORT,))


def _of_people(votes: Counter[int], sign: int) -> dict[str, int]:
    support = sign * votes[SUPPORT]
    return {"votes": support, "votes_online": support, "votes_against": sign * votes[AGAINST]}


def _moved(merge: Merge, votes: Counter[int], sign: int) -> dict[str, int]:
    """By how much the target's counters move: the votes of people, of those who left, and those on paper."""
    counts = _of_people(votes, sign)
    counts["votes"] += sign * (merge.votes_cut + merge.votes_offline)
    counts["votes_online"] += sign * merge.votes_cut
    counts["votes_against"] += sign * merge.against_cut
    return {
        **counts, "votes_offline": sign * merge.votes_offline, "votes_cut": sign * merge.votes_cut,
        "votes_against_cut": sign * merge.against_cut,
    }  # fmt: skip


def _add(idea_id: int, counts: dict[str, int], *, only: Any = True) -> bool:
    """Move an idea's counters in the database itself; returns whether the idea was there to be counted on."""
    values: dict[Any, Any] = {name: getattr(Idea, name) + by for name, by in counts.items()}
    moved = update(Idea).where(Idea.subject_id == idea_id, only).values(values).returning(Idea.subject_id)
    found = _run(moved).scalar_one_or_none() is not None
    if (idea := db.session.get(Idea, idea_id)) is not None:
        db.session.refresh(idea, list(counts))
    return found


def _run(statement: Any) -> Any:
    return db.session.execute(statement.execution_options(synchronize_session=False))


def _insert() -> Any:
    return sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
