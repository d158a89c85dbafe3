"""What the worker does for settings."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.town.settings import commands
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """The list of changes names nobody who left."""
    for leaving in erased_accounts_for("settings"):
        with transaction():
            if take_duty(leaving.entry_id, room="settings") and leaving.actor_ref:
                commands.forget_who_changed(leaving.actor_ref)
