"""Ideas that were sent before signing in: kept for a day under a key that only the sending session knows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete

from participation.core.clock import now
from participation.core.database import db
from participation.dialogue.ideas.models import WaitingIdea
from participation.dialogue.ideas.rules.drafts import FORM, WAITS, kept_of


def digest_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def keep_waiting(board_id: int, values: Mapping[str, Any], *, key: str) -> None:
    """Keep an idea until whoever sent it has signed in. Raises Invalid for far too much text."""
    db.session.add(
        WaitingIdea(
            board_id=board_id, token_hash=digest_of(key), fields=kept_of(values), form=FORM, expires_at=now() + WAITS
        )
    )
    db.session.flush()


def stop_waiting(waiting_id: int) -> None:
    """Let an idea go that waits no longer."""
    forget_waiting([waiting_id])


def forget_waiting(waiting_ids: Sequence[int]) -> None:
    """Let ideas go whose senders did not sign in in time."""
    statement = delete(WaitingIdea).where(WaitingIdea.id.in_(waiting_ids))
    db.session.execute(statement.execution_options(synchronize_session=False))
