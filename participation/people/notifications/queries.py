"""Who follows what, and what they were told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from participation.core.actor import Actor
from participation.core.database import db
from participation.people.notifications.models import Notification, Subscription
from participation.people.notifications.rules import Because
from participation.records.journal.models import JournalDetail
from participation.records.subjects.models import Subject, SubjectKind
from participation.records.subjects.queries import visible_to


@dataclass(frozen=True)
class Message:
    """A line in somebody's inbox."""

    notification_id: int
    event: str
    values: dict[str, Any]
    created_at: datetime
    read_at: datetime | None
    subject_id: int
    subject_title: str
    subject_path: str
    is_seen: bool
    details: dict[str, Any] | None

    @property
    def is_shown(self) -> bool:
        """Whether the reader may still see what it is about, or wrote it."""
        return self.is_seen or self.values.get("because") == Because.AUTHOR

    @property
    def title(self) -> str:
        """What it is about; empty where that is gone."""
        return self.subject_title if self.is_shown else ""

    @property
    def path(self) -> str:
        """Where it leads; empty where that is gone."""
        return str(self.values.get("path") or self.subject_path) if self.is_shown else ""

    @property
    def reason(self) -> str:
        """The words that were said with it, if they were not erased."""
        return str((self.details or {}).get("reason", ""))


@dataclass(frozen=True)
class Followed:
    """Something that a person follows."""

    subject_id: int
    kind: SubjectKind
    title: str
    path: str
    by_mail: bool
    created_at: datetime


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


def subscriptions_to(subject_ids: Collection[int]) -> list[Subscription]:
    """Who follows one of these subjects."""
    statement = select(Subscription).where(Subscription.subject_id.in_(subject_ids))
    return list(db.session.scalars(statement.order_by(Subscription.account_id, Subscription.subject_id)))


def followed_by(actor: Actor, *, most: int = 200) -> list[Followed]:
    """What a person follows and may see, the newest first."""
    rows = db.session.execute(
        select(Subject.id, Subject.kind, Subject.title, Subject.path, Subscription.by_mail, Subscription.created_at)
        .join(Subscription, Subscription.subject_id == Subject.id)
        .where(Subscription.account_id == actor.account_id, visible_to(actor))
        .order_by(Subscription.created_at.desc(), Subject.id.desc())
        .limit(most)
    )
    return [Followed(*row) for row in rows]


def _messages(actor: Actor) -> Any:
    return (
        select(
            Notification.id, Notification.event, Notification.values, Notification.created_at, Notification.read_at,
            Subject.id, Subject.title, Subject.path, visible_to(actor), JournalDetail.details,
        )
        .join(Subject, Subject.id == Notification.subject_id)
        .outerjoin(JournalDetail, JournalDetail.entry_id == Notification.entry_id)
        .where(Notification.account_id == actor.account_id)
    )  # fmt: skip


def inbox_of(actor: Actor, *, offset: int = 0, most: int = 25) -> list[Message]:
    """What a person was told, the newest first."""
    newest = _messages(actor).order_by(Notification.created_at.desc(), Notification.id.desc())
    return [Message(*row) for row in db.session.execute(newest.offset(offset).limit(most))]


def count_messages(account_id: int) -> int:
    """How many messages a person was sent."""
    return int(db.session.scalar(select(func.count()).where(Notification.account_id == account_id)) or 0)


def message_by_id(notification_id: int, actor: Actor) -> Message | None:
    """One of a person's messages; None where it is not theirs."""
    row = db.session.execute(_messages(actor).where(Notification.id == notification_id)).first()
    return None if row is None else Message(*row)


def kept_subscriptions(account_id: int) -> list[dict[str, Any]]:
    """Everything that a person follows, oldest first; for their own eyes."""
    rows = db.session.execute(
        select(Subject.title, Subject.path.label("address"), Subscription.by_mail, Subscription.created_at)
        .join(Subject, Subject.id == Subscription.subject_id)
        .where(Subscription.account_id == account_id)
        .order_by(Subscription.created_at, Subject.id)
    )
    return [dict(row) for row in rows.mappings()]


def kept_messages(account_id: int) -> list[dict[str, Any]]:
    """Everything that a person was told, oldest first; for their own eyes."""
    rows = db.session.execute(
        select(Notification.event, Subject.path.label("address"), Notification.created_at, Notification.read_at)
        .join(Subject, Subject.id == Notification.subject_id)
        .where(Notification.account_id == account_id)
        .order_by(Notification.created_at, Notification.id)
    )
    return [dict(row) for row in rows.mappings()]
