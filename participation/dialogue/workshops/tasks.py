"""What the worker does for workshops."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.dialogue.workshops.commands.leaving import forget_participant, remove_notes_of
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Dots lose their person, notes their author; who wanted it so takes the notes along."""
    for leaving in erased_accounts_for("workshops"):
        with transaction():
            if take_duty(leaving.entry_id, room="workshops"):
                if leaving.takes_texts_along:
                    remove_notes_of(leaving.account_id)
                forget_participant(leaving.account_id)
