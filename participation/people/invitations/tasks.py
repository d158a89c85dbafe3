"""What the worker does for invitations."""

from __future__ import annotations

from participation.core.transactions import transaction, unseen_transaction
from participation.people.invitations import commands
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits, daily


@daily
def forget_old_invitations() -> None:
    """Addresses of people who were invited a while ago are nobody's business any more."""
    with unseen_transaction():
        commands.forget_old_invitations()


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Invitations to who left go, and nobody reads whom they invited."""
    for leaving in erased_accounts_for("invitations"):
        with transaction():
            if take_duty(leaving.entry_id, room="invitations"):
                commands.forget_person(leaving.address, actor_ref=leaving.actor_ref)
