"""What the worker does for imports."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.desk.expunging.queries import expungings_for
from participation.dialogue.imports.commands import forget_texts_of
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def expunge_waiting_rows() -> None:
    """The row that an idea came from says nothing of it any more; the file itself is the city's."""
    for order in expungings_for("imports"):
        with transaction():
            if take_duty(order.entry_id, room="imports") and order.subject_id is not None:
                forget_texts_of(order.subject_id)
