"""What the worker does for ideas, and for the comments that are counted on them."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.dialogue.ideas.commands.leaving import cut_votes_of, forget_author, remove_contributions_of
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Votes lose their person, texts their author; who wanted it so takes the texts along."""
    for leaving in erased_accounts_for("ideas"):
        with transaction():
            if take_duty(leaving.entry_id, room="ideas"):
                if leaving.takes_texts_along:
                    remove_contributions_of(leaving.account_id)
                forget_author(leaving.account_id, actor_ref=leaving.actor_ref)
                cut_votes_of(leaving.account_id)
