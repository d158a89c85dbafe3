"""What the worker does for processes."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.dialogue.processes.commands.leaving import forget_invited
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.records.subjects.commands import forget_admissions_of
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Invitations to who left go, and nobody reads where they were let in."""
    for leaving in erased_accounts_for("processes"):
        with transaction():
            if take_duty(leaving.entry_id, room="processes"):
                forget_invited(leaving.address)
                forget_admissions_of(leaving.account_id)
