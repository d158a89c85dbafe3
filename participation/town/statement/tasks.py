"""What the worker does for the statement."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.town.statement import commands
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Statements stay; who saved them is forgotten."""
    for leaving in erased_accounts_for("statement"):
        with transaction():
            if take_duty(leaving.entry_id, room="statement"):
                commands.forget_writer(leaving.actor_ref or "")
