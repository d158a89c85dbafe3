"""What the worker does for codes: letting go of who left, and of guests whose time is over."""

from __future__ import annotations

from participation.core.transactions import transaction, unseen_transaction
from participation.dialogue.codes import commands, queries
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits, daily


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """What an account had proven and confirmed goes with it."""
    for leaving in erased_accounts_for("codes"):
        with transaction():
            if take_duty(leaving.entry_id, room="codes"):
                commands.forget_proofs_of(leaving.account_id)


@daily
def erase_guests_of_ended_processes() -> None:
    """Who took part with a group code is erased some time after the end; texts and counts stay."""
    with unseen_transaction():
        commands.forget_send_keys()
    if queries.guests_to_erase():
        with transaction():
            commands.erase_guests_over()
