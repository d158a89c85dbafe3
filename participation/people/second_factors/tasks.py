"""What the worker does for second steps."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.people.own_data.queries import erased_accounts_for
from participation.people.second_factors.commands.leaving import forget_factors_of
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Apps, passkeys and recovery codes of who left go."""
    for leaving in erased_accounts_for("second_factors"):
        with transaction():
            if take_duty(leaving.entry_id, room="second_factors"):
                forget_factors_of(leaving.account_id)
