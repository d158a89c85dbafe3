"""What the worker does for monitoring."""

from __future__ import annotations

from participation.action.monitoring import commands
from participation.core.transactions import transaction
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Reached levels stay; who recorded them is forgotten."""
    for leaving in erased_accounts_for("monitoring"):
        with transaction():
            if take_duty(leaving.entry_id, room="monitoring") and leaving.actor_ref:
                commands.forget_recorder(leaving.actor_ref)
