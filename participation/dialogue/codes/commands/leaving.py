"""What goes with somebody who leaves, and guests whose time is over."""

from __future__ import annotations

from sqlalchemy import delete

from participation.core.database import db
from participation.dialogue.codes import queries
from participation.dialogue.codes.models import AgeConfirmation, Guest, LevelProof
from participation.people.own_data.commands import erase_guest


def forget_proofs_of(account_id: int) -> None:
    """Delete what an account had proven and confirmed, and the way back of a guest."""
    for table in (LevelProof, AgeConfirmation, Guest):
        gone = delete(table).where(table.account_id == account_id)  # type: ignore[attr-defined]
        db.session.execute(gone.execution_options(synchronize_session=False))


def erase_guests_over() -> int:
    """Let the accounts of guests go whose process has been over for long; returns how many."""
    over = queries.guests_to_erase()
    for account_id in over:
        erase_guest(account_id)
    return len(over)
