"""Which accounts are on their way out, and how far each room has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from participation.core.clock import now
from participation.core.database import db
from participation.people.accounts.queries import token_digest
from participation.people.departments.models import RoleGrant
from participation.people.own_data import rules
from participation.people.own_data.models import Erasure, Texts
from participation.records.journal.models import JournalEntry
from participation.records.journal.queries import awaits, rooms_done


@dataclass(frozen=True)
class Leaving:
    """An account that is being erased, as the rooms need it to find what they hold.

    `pseudonym` and `address` are those that it had; its own row holds them no longer. `address` is empty where nobody
    confirmed it: it may be somebody else's.
    """

    erasure_id: int
    entry_id: int
    account_id: int
    actor_ref: str | None
    address: str
    pseudonym: str
    texts: Texts

    @property
    def takes_texts_along(self) -> bool:
        """Whether the person's texts go too."""
        return self.texts is Texts.REMOVE


@dataclass(frozen=True)
class Stand:
    """How far an erasure has come, as its owner sees it by the link in the mail."""

    due_at: datetime
    texts: Texts
    stopped_at: datetime | None
    began_at: datetime | None
    done_at: datetime | None
    rooms_done: int
    rooms: int

    @property
    def is_waiting(self) -> bool:
        """Whether the way back is open."""
        return self.began_at is None and self.stopped_at is None


def erased_accounts_for(room: str) -> list[Leaving]:
    """The accounts of which a room has yet to let go: noted in the journal, chained there, and not done by it."""
    found = db.session.scalars(
        select(Erasure)
        .join(JournalEntry, JournalEntry.id == Erasure.entry_id)
        .where(awaits(room, "AccountErased"), Erasure.done_at.is_(None), Erasure.account_id.is_not(None))
        .order_by(JournalEntry.position)
    )
    return [
        Leaving(e.id, e.entry_id or 0, e.account_id or 0, e.actor_ref, e.address or "", e.pseudonym or "", e.texts)
        for e in found
    ]


def due_erasures() -> list[int]:
    """The erasures whose waiting period is over, oldest first; who was given a role meanwhile has to hand it over."""
    staff = select(RoleGrant.account_id).where(_not_over())
    return list(
        db.session.scalars(
            select(Erasure.id)
            .where(
                Erasure.due_at <= now(), Erasure.began_at.is_(None), Erasure.stopped_at.is_(None),
                Erasure.account_id.not_in(staff),
            )
            .order_by(Erasure.due_at, Erasure.id)
        )
    )  # fmt: skip


def erasures_to_delete() -> list[tuple[int, int]]:
    """Erasures that began and whose account is still there, with their entries in the journal."""
    rows = db.session.execute(
        select(Erasure.id, Erasure.entry_id)
        .where(Erasure.entry_id.is_not(None), Erasure.account_id.is_not(None))
        .order_by(Erasure.id)
    )
    return [(erasure_id, entry_id) for erasure_id, entry_id in rows if entry_id is not None]


def waits_for_farewell() -> bool:
    """Whether there is an erasure of which only the last mail is left."""
    found = select(Erasure.id).where(
        Erasure.began_at.is_not(None), Erasure.account_id.is_(None), Erasure.done_at.is_(None)
    )
    return db.session.scalar(found.limit(1)) is not None


def open_erasure_of(account_id: int | None) -> Erasure | None:
    """The erasure that this account waits for."""
    if account_id is None:
        return None
    return db.session.scalar(select(Erasure).where(Erasure.account_id == account_id, Erasure.stopped_at.is_(None)))


def erasure_by_token(token: str) -> Erasure | None:
    """The erasure that a link from a mail is about."""
    return db.session.scalar(select(Erasure).where(Erasure.token_hash == token_digest(token)))


def stand_of(erasure: Erasure) -> Stand:
    """How far an erasure has come."""
    done = len(rooms_done(erasure.entry_id)) if erasure.entry_id is not None else 0
    return Stand(
        erasure.due_at, erasure.texts, erasure.stopped_at, erasure.began_at, erasure.done_at, done, len(rules.ROOMS)
    )


def holds_roles(account_id: int | None) -> bool:
    """Whether somebody holds a role now or is about to."""
    found = select(RoleGrant.id).where(RoleGrant.account_id == account_id, _not_over()).limit(1)
    return db.session.scalar(found) is not None


def _not_over() -> ColumnElement[bool]:
    return or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > now())
