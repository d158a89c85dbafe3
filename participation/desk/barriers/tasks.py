"""What happens to reports by itself: addresses of people who left go at once, all words a year after the end."""

from __future__ import annotations

from participation.core.letting_go import lets_go
from participation.core.transactions import transaction
from participation.desk.barriers import commands, queries
from participation.desk.expunging.queries import expungings_for
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Reports stay; the address of who left goes."""
    for leaving in erased_accounts_for("barriers"):
        with transaction():
            if take_duty(leaving.entry_id, room="barriers"):
                commands.forget_reporter(leaving.address)


@after_commits(order=30)
def expunge_reports() -> None:
    """Reports that must go leave their number and their days."""
    for order in expungings_for("barriers"):
        with transaction():
            if take_duty(order.entry_id, room="barriers") and order.report_id is not None:
                commands.expunge_report(order.report_id)


lets_go("barrier_reports", "barrier_reports", due=queries.due_reports, is_seen=True)(commands.forget_reports)
