"""What somebody searched for goes with them."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.dialogue.searches import commands
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Who left searches for nothing."""
    for leaving in erased_accounts_for("searches"):
        with transaction():
            if take_duty(leaving.entry_id, room="searches"):
                commands.forget_account(leaving.account_id)
