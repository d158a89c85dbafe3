"""What the worker does for answers."""

from __future__ import annotations

from participation.core.letting_go import lets_go
from participation.core.transactions import transaction
from participation.desk.answers import commands, queries
from participation.desk.expunging.queries import expungings_for
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


@after_commits(order=30)
def expunge_answers() -> None:
    """Answers that must go say so; what was promised with them is kept as a day without words."""
    for order in expungings_for("answers"):
        with transaction():
            if take_duty(order.entry_id, room="answers") and order.answer_id is not None:
                commands.expunge_answer(order.answer_id, text=order.text)


lets_go("request_keys", "answers", due=queries.due_answer_keys)(commands.forget_send_keys)
