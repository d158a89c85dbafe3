"""The clock publishes what is due, and reminds editors of processes that ended without a word."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.desk.planning import commands
from participation.desk.planning.queries import has_due, unsummed_processes
from participation.web.jobs import after_commits


@after_commits(order=5)
def publish_what_is_due() -> None:
    """Publish the processes whose time has come; each of them once."""
    if has_due():
        with transaction():
            commands.publish_due()


@after_commits(order=6)
def remind_of_summaries() -> None:
    """Remind each department once, a week after the last phase of a process ended without a result."""
    if unsummed_processes():
        with transaction():
            commands.remind_of_summaries()
