"""Who follows what."""

from __future__ import annotations

from sqlalchemy import func, select

from participation.core.database import db
from participation.people.notifications.models import Subscription


def follows(subject_id: int, account_id: int | None) -> bool:
    """Whether the account follows the subject."""
    if account_id is None:
        return False
    return bool(
        db.session.scalar(
            select(Subscription.subject_id).where(
                Subscription.subject_id == subject_id, Subscription.account_id == account_id
            )
        )
    )


def followers_besides(subject_id: int, account_id: int | None) -> int:
    """How many people follow a subject, this account not counted."""
    statement = select(func.count()).where(Subscription.subject_id == subject_id)
    if account_id is not None:
        statement = statement.where(Subscription.account_id != account_id)
    return int(db.session.scalar(statement) or 0)
