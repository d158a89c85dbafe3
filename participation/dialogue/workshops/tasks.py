"""What the worker does for workshops."""

from __future__ import annotations

from participation.core.letting_go import lets_go
from participation.core.transactions import transaction
from participation.desk.expunging.queries import expungings_for
from participation.desk.expunging.rules import Kind
from participation.dialogue.workshops.commands import leaving
from participation.dialogue.workshops.commands.expunging import expunge_note, expunge_prototype
from participation.dialogue.workshops.commands.leaving import forget_participant, remove_notes_of
from participation.dialogue.workshops.queries import due
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Dots lose their person, notes their author; who wanted it so takes the notes along."""
    for gone in erased_accounts_for("workshops"):
        with transaction():
            if take_duty(gone.entry_id, room="workshops"):
                if gone.takes_texts_along:
                    remove_notes_of(gone.account_id)
                forget_participant(gone.account_id)


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


lets_go("hidden_texts", "notes", due=due.due_hidden_notes, batch=50, is_seen=True)(leaving.forget_hidden_notes)
lets_go("archived_names", "notes", due=due.due_writers, is_seen=True)(leaving.forget_writers)
lets_go("archived_names", "dots", due=due.due_dots, batch=20)(leaving.cut_dots_on)
lets_go("request_keys", "notes", due=due.due_note_keys)(leaving.forget_send_keys)
