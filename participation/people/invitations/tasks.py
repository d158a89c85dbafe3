"""What the worker does for invitations."""

from __future__ import annotations

from participation.core.letting_go import lets_go
from participation.core.transactions import transaction
from participation.people.invitations import commands, queries
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits

lets_go("invitations", "invitations", due=queries.due_invitations)(commands.forget_invitations)


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Invitations to who left go, and nobody reads whom they invited."""
    for leaving in erased_accounts_for("invitations"):
        with transaction():
            if take_duty(leaving.entry_id, room="invitations"):
                commands.forget_person(leaving.address, actor_ref=leaving.actor_ref)
