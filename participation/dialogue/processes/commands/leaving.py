"""What becomes of the invitations of somebody who left."""

from __future__ import annotations

from sqlalchemy import delete

from participation.core.database import db
from participation.dialogue.processes.models.invitations import Invitation


def forget_invited(address: str) -> None:
    """Delete invitations to processes that were sent to an address."""
    if not address:
        return  # links for whoever holds them have no address
    gone = delete(Invitation).where(Invitation.email == address)
    db.session.execute(gone.execution_options(synchronize_session=False))
