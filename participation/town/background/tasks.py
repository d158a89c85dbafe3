"""What the worker does for background texts."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.town.background.commands.leaving import forget_writer
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Texts of the city stay; who wrote them is forgotten."""
    for leaving in erased_accounts_for("background"):
        with transaction():
            if take_duty(leaving.entry_id, room="background"):
                forget_writer(leaving.actor_ref or "")
