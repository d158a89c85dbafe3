"""What the worker does for measures."""

from __future__ import annotations

from participation.action.measures.commands.expunging import expunge_measure_text
from participation.action.measures.commands.leaving import forget_recorder
from participation.core.transactions import transaction
from participation.desk.expunging.queries import expungings_for
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


@after_commits(order=30)
def expunge_texts() -> None:
    """Texts of measures that must go."""
    for order in expungings_for("measures"):
        with transaction():
            if take_duty(order.entry_id, room="measures") and order.subject_id is not None:
                expunge_measure_text(order.subject_id, order.part, text=order.text)
