"""What the worker does for answers."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.desk.answers import commands
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Answers of the city stay; who wrote them is forgotten."""
    for leaving in erased_accounts_for("answers"):
        with transaction():
            if take_duty(leaving.entry_id, room="answers") and leaving.actor_ref:
                commands.forget_author(leaving.actor_ref)
