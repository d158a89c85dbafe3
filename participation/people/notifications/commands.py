"""Following a subject and letting go of it; telling people, and what they have read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.clock import now
from participation.core.database import db
from participation.people.accounts.models import Account
from participation.people.notifications.models import Notification, Subscription


def follow(subject_id: int, *, account_id: int, by_mail: bool = True) -> None:
    """Follow a subject; following twice changes nothing but whether mails come."""
    db.session.execute(
        _insert()(Subscription)
        .values(account_id=account_id, subject_id=subject_id, by_mail=by_mail, created_at=now())
        .on_conflict_do_update(
            index_elements=["account_id", "subject_id"], set_={"by_mail": by_mail, "joined_from": None}
        )
    )


def unfollow(subject_id: int, *, account_id: int) -> None:
    """Let go of a subject; where one does not follow, nothing changes."""
    db.session.execute(
        delete(Subscription).where(Subscription.account_id == account_id, Subscription.subject_id == subject_id)
    )


def stop_mails(subject_id: int, *, account_id: int) -> None:
    """No more mails on a subject; what happens still comes to the inbox of people whom it concerns."""
    follow(subject_id, account_id=account_id, by_mail=False)


def join_followers(subject_id: int, *, to: int) -> None:
    """Let those who follow a subject follow the one that it went on in; who follows that already, does so as before."""
    joining = select(
        Subscription.account_id, literal(to), Subscription.by_mail, literal(subject_id), Subscription.created_at
    ).where(Subscription.subject_id == subject_id)
    names = ["account_id", "subject_id", "by_mail", "joined_from", "created_at"]
    db.session.execute(
        _insert()(Subscription).from_select(names, joining, include_defaults=False).on_conflict_do_nothing()
    )


def part_followers(subject_id: int, *, of: int) -> None:
    """Let those who joined from one subject no longer follow the other, unless they chose that themselves since."""
    db.session.execute(
        delete(Subscription)
        .where(Subscription.subject_id == of, Subscription.joined_from == subject_id)
        .execution_options(synchronize_session=False)
    )


def tell(account_id: int, *, entry_id: int, subject_id: int, event: str, values: dict[str, Any], at: datetime) -> bool:
    """Put a message into somebody's inbox; False where they were told of this entry before."""
    made = db.session.execute(
        _insert()(Notification)
        .values(
            account_id=account_id, entry_id=entry_id, subject_id=subject_id, event=event, values=values, created_at=at
        )
        .on_conflict_do_nothing()
        .returning(Notification.id)
    )  # fmt: skip
    return made.scalar_one_or_none() is not None


def mark_read(notification_id: int, *, account_id: int) -> None:
    """Note that a person has read one of their messages."""
    db.session.execute(
        update(Notification)
        .where(
            Notification.id == notification_id, Notification.account_id == account_id, Notification.read_at.is_(None)
        )
        .values(read_at=now())
    )
    count_unread([account_id])


def mark_all_read(*, account_id: int) -> None:
    """Note that a person has read all their messages."""
    db.session.execute(
        update(Notification)
        .where(Notification.account_id == account_id, Notification.read_at.is_(None))
        .values(read_at=now())
    )
    count_unread([account_id])


def count_unread(account_ids: Collection[int]) -> None:
    """Bring the number of unread messages of these accounts up to date."""
    unread = (
        select(func.count())
        .where(Notification.account_id == Account.id, Notification.read_at.is_(None))
        .scalar_subquery()
    )
    db.session.execute(
        update(Account)
        .where(Account.id.in_(account_ids))
        .values(unread=unread, changed_at=Account.changed_at)
        .execution_options(synchronize_session=False)
    )


def _insert() -> Any:
    return sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert


def forget_account(account_id: int) -> None:
    """Delete what somebody followed and what they were told."""
    for table in (Subscription, Notification):
        db.session.execute(
            delete(table).where(table.account_id == account_id).execution_options(synchronize_session=False)
        )
