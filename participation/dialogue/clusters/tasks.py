"""What the worker does for bundles and hints."""

from __future__ import annotations

from participation.core.letting_go import lets_go
from participation.core.transactions import transaction
from participation.desk.expunging.queries import expungings_for
from participation.desk.expunging.rules import Extent
from participation.dialogue.clusters.commands import leaving
from participation.dialogue.clusters.queries import due
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Hints stay, without who gave them."""
    for gone in erased_accounts_for("clusters"):
        with transaction():
            if take_duty(gone.entry_id, room="clusters"):
                leaving.forget_hinter(gone.account_id)


@after_commits(order=30)
def expunge_pairs() -> None:
    """What was said of the kinship of an idea that must go as a whole goes with it."""
    for order in expungings_for("clusters"):
        with transaction():
            if take_duty(order.entry_id, room="clusters") and order.extent is Extent.WHOLE and order.subject_id:
                leaving.forget_pairs_of(order.subject_id)


lets_go("archived_names", "kinship_hints", due=due.due_hinters, batch=50)(leaving.forget_hinters)
lets_go("request_keys", "clusters", due=due.due_cluster_keys)(leaving.forget_send_keys)
