"""What the worker does for calls."""

from __future__ import annotations

from flask import current_app

from participation.core.transactions import transaction, unseen_transaction
from participation.dialogue.calls import commands
from participation.dialogue.calls.commands.leaving import forget_member
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits, daily


@daily
def forget_drafts_and_invitations() -> None:
    """Files of forms that were never sent go, addresses of people who did not join a team in time, and what
    let teams in before others, once everyone sees it."""
    with unseen_transaction():
        names = commands.forget_old_drafts()
        commands.forget_old_invitations()
        commands.forget_needless_admissions()
    commands.unlink(names, current_app.extensions["PARTICIPATION"].media_root)


@after_commits(order=25)
def let_go_of_erased_accounts() -> None:
    """Teams go on without who left. This comes before the ideas of that person are looked at, so that an application
    of several belongs to one of the others by then."""
    for leaving in erased_accounts_for("calls"):
        names: list[str] = []
        with transaction():
            if take_duty(leaving.entry_id, room="calls"):
                names = forget_member(
                    leaving.account_id, address=leaving.address, takes_texts_along=leaving.takes_texts_along
                )
        commands.unlink(names, current_app.extensions["PARTICIPATION"].media_root)
