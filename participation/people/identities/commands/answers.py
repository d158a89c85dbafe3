"""Taking each answer of the broker once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.clock import now
from participation.core.database import db
from participation.people.identities.models import Arrival, UsedAnswer


def use_answer(digest: str, *, until: datetime) -> bool:
    """Take an answer; False where it was taken before, also at the same moment."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    taken = db.session.execute(
        insert(UsedAnswer).values(digest=digest, expires_at=until).on_conflict_do_nothing().returning(UsedAnswer.digest)
    )
    return taken.scalar_one_or_none() is not None


def forget_old_answers() -> None:
    """Delete what is known of answers that have ended, and people who arrived and did not go on."""
    for table in (UsedAnswer, Arrival):
        db.session.execute(delete(table).where(table.expires_at < now()))
