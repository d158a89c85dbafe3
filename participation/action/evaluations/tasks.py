"""What the worker does for evaluations."""

from __future__ import annotations

from participation.action.evaluations import commands
from participation.core.transactions import transaction
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Reviews stay, their authors go."""
    for leaving in erased_accounts_for("evaluations"):
        with transaction():
            if take_duty(leaving.entry_id, room="evaluations"):
                commands.forget_reviewer(leaving.account_id)
