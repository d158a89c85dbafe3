"""What the worker does for ideas, and for the comments that are counted on them."""

from __future__ import annotations

from participation.core.transactions import transaction
from participation.desk.expunging.queries import Order, expungings_for
from participation.desk.expunging.rules import Extent, Kind
from participation.dialogue.ideas.commands import expunging
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


@after_commits(order=30)
def expunge_contributions() -> None:
    """Ideas and comments that must go leave only their mark."""
    for order in expungings_for("ideas"):
        with transaction():
            if take_duty(order.entry_id, room="ideas") and order.subject_id is not None:
                if order.kind is Kind.COMMENT:
                    expunging.expunge_comment_on_idea(order.subject_id, mark=order.mark)
                else:
                    _expunge_idea(order, order.subject_id)


def _expunge_idea(order: Order, idea_id: int) -> None:
    if order.extent is Extent.PLACE:
        expunging.expunge_place(idea_id)
    elif order.extent is Extent.EARLIER:
        expunging.expunge_earlier_versions(idea_id, mark=order.mark)
    elif order.extent is Extent.VERSION:
        expunging.expunge_version(idea_id, order.version, mark=order.mark)
    else:
        expunging.expunge_idea(idea_id, mark=order.mark)
