"""What the worker does for roles."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.people.departments.commands.leaving import forget_roles_of
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Who left holds no role any more, and held none as far as the house remembers."""
    for leaving in erased_accounts_for("departments"):
        with transaction():
            if take_duty(leaving.entry_id, room="departments"):
                forget_roles_of(leaving.account_id)
