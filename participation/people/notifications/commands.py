"""Following a subject and letting go of it."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.clock import now
from participation.core.database import db
from participation.people.notifications.models import Subscription


def follow(subject_id: int, *, account_id: int, by_mail: bool = True) -> None:
    """Follow a subject; following twice changes nothing."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    db.session.execute(
        insert(Subscription)
        .values(account_id=account_id, subject_id=subject_id, by_mail=by_mail, created_at=now())
        .on_conflict_do_nothing()
    )


def unfollow(subject_id: int, *, account_id: int) -> None:
    """Let go of a subject; where one does not follow, nothing changes."""
    db.session.execute(
        delete(Subscription).where(Subscription.account_id == account_id, Subscription.subject_id == subject_id)
    )
