"""What the worker does for workshops."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.desk.expunging.queries import expungings_for
from participation.desk.expunging.rules import Kind
from participation.dialogue.workshops.commands.expunging import expunge_note, expunge_prototype
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


@after_commits(order=30)
def expunge_results() -> None:
    """Notes and result cards that must go leave only their mark."""
    for order in expungings_for("workshops"):
        with transaction():
            if take_duty(order.entry_id, room="workshops") and order.subject_id is not None:
                if order.kind is Kind.NOTE:
                    expunge_note(order.subject_id, mark=order.mark)
                else:
                    expunge_prototype(order.subject_id)
