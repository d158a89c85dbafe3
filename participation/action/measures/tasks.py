"""What the worker does for measures."""

from __future__ import annotations

from participation.action.measures.commands.leaving import forget_recorder
from participation.core.transactions import transaction
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Stages of measures stay; who recorded them is forgotten."""
    for leaving in erased_accounts_for("measures"):
        with transaction():
            if take_duty(leaving.entry_id, room="measures") and leaving.actor_ref:
                forget_recorder(leaving.actor_ref)
