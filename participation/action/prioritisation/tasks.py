"""What the worker does for rankings."""

from __future__ import annotations

from participation.action.prioritisation.commands.expunging import expunge_reasons
from participation.action.prioritisation.commands.leaving import forget_judge
from participation.core.transactions import transaction
from participation.desk.expunging.queries import expungings_for
from participation.desk.expunging.rules import Extent
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Rankings keep their reasons; who judged and proposed is forgotten."""
    for leaving in erased_accounts_for("prioritisation"):
        with transaction():
            if take_duty(leaving.entry_id, room="prioritisation"):
                forget_judge(leaving.account_id, actor_ref=leaving.actor_ref)


@after_commits(order=30)
def expunge_reasons_of_judgements() -> None:
    """What was written on an idea that must go may quote it; the scores and the ranking stay."""
    for order in expungings_for("prioritisation"):
        with transaction():
            if not take_duty(order.entry_id, room="prioritisation") or order.subject_id is None:
                continue
            if order.extent is Extent.WHOLE:
                expunge_reasons(order.subject_id, text=order.text)
