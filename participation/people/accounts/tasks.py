"""What the night does for accounts."""

from __future__ import annotations

from participation.core.transactions import unseen_transaction
from participation.people.accounts import commands
from participation.web.jobs import daily


@daily
def forget_old_sign_ins() -> None:
    """Devices of sign-ins that are long over are nobody's business."""
    with unseen_transaction():
        commands.forget_old_sign_ins()
