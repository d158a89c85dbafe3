"""What the worker does for ideas, and for the comments that are counted on them."""

from __future__ import annotations

from flask import current_app

from participation.core.letting_go import lets_go
from participation.core.transactions import transaction, unseen_transaction
from participation.core.uploads import expunge_files
from participation.desk.expunging.queries import Order, expungings_for
from participation.desk.expunging.rules import Extent, Kind
from participation.dialogue.comments import commands as comments
from participation.dialogue.ideas.commands import expunging, leaving
from participation.dialogue.ideas.commands.drafts import forget_drafts, forget_drafts_of
from participation.dialogue.ideas.commands.leaving import cut_votes_of, forget_author, remove_contributions_of
from participation.dialogue.ideas.commands.tallying import fold_tallies, tallies_are_long
from participation.dialogue.ideas.commands.waiting import forget_waiting
from participation.dialogue.ideas.queries import due
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Votes lose their person, texts their author, drafts go; who wanted it so takes the texts along."""
    for gone in erased_accounts_for("ideas"):
        with transaction():
            if take_duty(gone.entry_id, room="ideas"):
                _expunge(forget_drafts_of(gone.account_id))
                if gone.takes_texts_along:
                    _expunge(remove_contributions_of(gone.account_id))
                forget_author(gone.account_id, actor_ref=gone.actor_ref)
                cut_votes_of(gone.account_id)


@after_commits(order=60)
def keep_tallies_short() -> None:
    """Fold the tallies of ideas where there are many; no number changes by it."""
    while tallies_are_long():
        with unseen_transaction():
            saved = fold_tallies()
        if not saved:
            return


@after_commits(order=30)
def expunge_contributions() -> None:
    """Ideas and comments that must go leave only their mark."""
    for order in expungings_for("ideas"):
        with transaction():
            if take_duty(order.entry_id, room="ideas") and order.subject_id is not None:
                if order.kind is Kind.COMMENT:
                    _expunge_comment(order, order.subject_id)
                else:
                    _expunge_idea(order, order.subject_id)


def _expunge_comment(order: Order, comment_id: int) -> None:
    if order.extent is Extent.EARLIER:
        comments.expunge_comment_versions(comment_id, mark=order.mark)
    elif order.extent is Extent.VERSION:
        comments.expunge_comment_versions(comment_id, mark=order.mark, number=order.version)
    else:
        expunging.expunge_comment_on_idea(comment_id, mark=order.mark)


def _expunge_idea(order: Order, idea_id: int) -> None:
    if order.extent is Extent.PLACE:
        expunging.expunge_place(idea_id)
    elif order.extent is Extent.EARLIER:
        expunging.expunge_earlier_versions(idea_id, mark=order.mark)
    elif order.extent is Extent.VERSION:
        expunging.expunge_version(idea_id, order.version, mark=order.mark)
    else:
        _expunge(expunging.expunge_idea(idea_id, mark=order.mark))


def _expunge(names: list[str]) -> None:
    expunge_files(names, folder=current_app.extensions["PARTICIPATION"].media_root)


@lets_go("hidden_texts", "ideas", due=due.due_hidden_ideas, batch=50, is_seen=True)
def forget_hidden_ideas(idea_ids: list[int]) -> None:
    """Texts and pictures of ideas that nobody has been shown for long."""
    _expunge(leaving.forget_hidden_ideas(idea_ids))


@lets_go("idea_drafts", "idea_drafts", due=due.due_idea_drafts, batch=50)
def forget_old_drafts(draft_ids: list[int]) -> None:
    """Drafts that nobody has gone on writing for long."""
    _expunge(forget_drafts(draft_ids))


lets_go("waiting_ideas", "waiting_ideas", due=due.due_waiting_ideas)(forget_waiting)
lets_go("hidden_texts", "comments", due=due.due_hidden_comments, batch=50, is_seen=True)(
    comments.forget_hidden_comments
)
lets_go("archived_names", "ideas", due=due.due_authors, is_seen=True)(leaving.forget_authors)
lets_go("archived_names", "comments", due=due.due_commenters, is_seen=True)(comments.forget_commenters)
lets_go("archived_names", "votes", due=due.due_votes, batch=20)(leaving.cut_votes_on)
lets_go("archived_names", "comment_votes", due=due.due_comment_votes, batch=20)(comments.cut_votes_on)
lets_go("request_keys", "ideas", due=due.due_idea_keys)(leaving.forget_send_keys)
lets_go("request_keys", "comments", due=due.due_comment_keys)(comments.forget_send_keys)
