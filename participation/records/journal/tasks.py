"""The worker puts new entries into the chain."""

from __future__ import annotations

from sqlalchemy import text

from participation.core.database import db
from participation.core.transactions import transaction
from participation.records.journal import commands
from participation.web.jobs import after_commits

ADVISORY_LOCK = 4_701_901


@after_commits(order=10)
def chain_new_entries() -> None:
    """Give all committed entries their position and hash, batch by batch; only one worker at a time does so."""
    while True:
        with transaction():
            if db.engine.dialect.name == "postgresql":
                db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
            if commands.chain_entries() < commands.BATCH:
                return
