"""What the worker does for bodies."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.people.bodies import commands
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Decisions stay; who recorded them is forgotten."""
    for leaving in erased_accounts_for("bodies"):
        with transaction():
            if take_duty(leaving.entry_id, room="bodies") and leaving.actor_ref:
                commands.forget_recorder(leaving.actor_ref)
