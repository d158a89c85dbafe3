"""The worker closes what all rooms have acted on, lets old requests lapse, and forgets who left."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.desk.expunging import commands, queries
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits, daily


@after_commits(order=46)
def close_expungings() -> None:
    """Only when every room has let go, it is done."""
    for expunging_id in queries.expungings_to_close():
        with transaction():
            commands.close_expunging(expunging_id)


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """What was expunged stays gone; who asked and who confirmed is forgotten."""
    for leaving in erased_accounts_for("expunging"):
        with transaction():
            if take_duty(leaving.entry_id, room="expunging") and leaving.actor_ref:
                commands.forget_person(leaving.actor_ref)


@daily
def let_old_requests_lapse() -> None:
    """A request that nobody decides on does not wait for ever."""
    for expunging_id in queries.lapsed_requests():
        with transaction():
            commands.let_lapse(expunging_id)
