"""When the worker was last seen, noted in the database: whoever watches may sit on another machine."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from participation.core import clock
from participation.core.database import Base, db
from participation.core.transactions import unseen_transaction

WORKER = "worker"
MISSED_AFTER = timedelta(minutes=5)


class Heartbeat(Base):
    """The last sign of life of a process that works beside the pages."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)


def give_sign_of_life() -> None:
    """Note that the worker works; called every minute."""
    with unseen_transaction():
        db.session.merge(Heartbeat(name=WORKER, at=clock.now()))


def last_sign_of_life() -> datetime | None:
    """When the worker was last seen; None if it never was."""
    return db.session.scalar(select(Heartbeat.at).where(Heartbeat.name == WORKER))
