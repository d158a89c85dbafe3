"""What the worker does for identities."""

from __future__ import annotations

from participation.core.transactions import transaction, unseen_transaction
from participation.people.identities import commands
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits, daily


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """The broker's ways into the accounts of who left are closed."""
    for leaving in erased_accounts_for("identities"):
        with transaction():
            if take_duty(leaving.entry_id, room="identities"):
                commands.forget_person(leaving.account_id, address=leaving.address)


@daily
def forget_old_answers() -> None:
    """Answers of the broker that have ended, and people who arrived and did not go on, are nobody's business."""
    with unseen_transaction():
        commands.forget_old_answers()
