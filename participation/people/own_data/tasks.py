"""The worker begins erasures that are due, deletes accounts that every room has let go of, and warns the unused.

Each step is a transaction of its own; where the worker dies between two, the next run goes on there.
"""

from __future__ import annotations

from flask import current_app
from sqlalchemy.exc import IntegrityError

from participation.core.letting_go import lets_go
from participation.core.transactions import transaction
from participation.people.own_data import commands, queries, rules
from participation.records.journal.commands import release_duties
from participation.web.jobs import after_commits, daily


@after_commits(order=5)
def begin_due_erasures() -> None:
    """Let the rooms know of accounts whose waiting period is over."""
    for erasure_id in queries.due_erasures():
        with transaction():
            commands.begin_erasure(erasure_id)


@after_commits(order=40)
def delete_accounts_let_go_of() -> None:
    """Delete accounts that all rooms have let go of.

    Where the database refuses, because something came in while the rooms acted, all of them look again.
    """
    for erasure_id, entry_id in queries.erasures_to_delete():
        if queries.rooms_done(entry_id) < set(rules.ROOMS):
            continue
        try:
            with transaction():
                commands.delete_account(erasure_id)
        except IntegrityError:
            current_app.logger.error("erasure %s: something still names the account; all rooms look again", erasure_id)
            with transaction():
                release_duties(entry_id)


@after_commits(order=95)
def close_erasures() -> None:
    """When the last mail is out of the house, all is done."""
    if queries.waits_for_farewell():
        with transaction():
            commands.close_erasures()


@daily
def warn_unused_accounts() -> None:
    """Warn the owners of accounts unused for long; a warning is void for who signed in since."""
    with transaction():
        commands.forget_void_warnings()
    for account in queries.unused_accounts():
        if not account.is_staff and account.warned_at is None:
            with transaction():
                commands.warn_unused(account.account_id)


@lets_go("unused_accounts", "accounts", due=queries.due_unused, batch=20, is_seen=True)
def erase_unused_accounts(account_ids: list[int]) -> None:
    """Let accounts go whose owners were warned in vain; the rooms follow at once."""
    for account_id in account_ids:
        commands.erase_unused(account_id)


@lets_go("unconfirmed_accounts", "accounts", due=queries.due_unconfirmed, batch=20)
def erase_unconfirmed_accounts(account_ids: list[int]) -> None:
    """Let accounts go whose address nobody confirmed."""
    for account_id in account_ids:
        commands.erase_unconfirmed(account_id)


lets_go("address_changes", "address_changes", due=queries.due_changes)(commands.forget_changes)
