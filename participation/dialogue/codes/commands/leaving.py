"""What goes with somebody who leaves, and guests whose time is over."""

from __future__ import annotations

from sqlalchemy import delete, update

from participation.core.clock import today
from participation.core.database import db
from participation.dialogue.codes import queries
from participation.dialogue.codes.models import AgeConfirmation, Guest, LevelProof
from participation.people.own_data.commands import erase_guest


def forget_proofs_of(account_id: int) -> None:
    """Delete what an account had proven and confirmed, and the way back of a guest."""
    for table in (LevelProof, AgeConfirmation, Guest):
        gone = delete(table).where(table.account_id == account_id)  # type: ignore[attr-defined]
        db.session.execute(gone.execution_options(synchronize_session=False))


def forget_send_keys() -> None:
    """Delete the keys of forms with which people joined before today."""
    old = update(Guest).where(Guest.send_key.is_not(None), Guest.joined_on < today()).values(send_key=None)
    db.session.execute(old.execution_options(synchronize_session=False))


def erase_guests_over() -> int:
    """Let the accounts of guests go whose process has been over for long; returns how many."""
    over = queries.guests_to_erase()
    for account_id in over:
        erase_guest(account_id)
    return len(over)
