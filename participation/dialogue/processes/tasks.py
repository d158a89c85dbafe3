"""What the worker does for processes."""

from __future__ import annotations

from flask import current_app

from participation.core.letting_go import lets_go
from participation.core.transactions import transaction
from participation.desk.expunging.queries import Order, expungings_for
from participation.desk.expunging.rules import Extent, Kind
from participation.dialogue.processes.commands import expunging
from participation.dialogue.processes.commands.leaving import forget_invited
from participation.dialogue.processes.queries import due
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.records.subjects.commands import forget_admissions_of
from participation.web.jobs import after_commits


@after_commits(order=30)
def let_go_of_erased_accounts() -> None:
    """Invitations to who left go, and nobody reads where they were let in."""
    for leaving in erased_accounts_for("processes"):
        with transaction():
            if take_duty(leaving.entry_id, room="processes"):
                forget_invited(leaving.address)
                forget_admissions_of(leaving.account_id)


@after_commits(order=30)
def expunge_parts() -> None:
    """Documents, pictures and questions that must go; their files go from the disk."""
    for order in expungings_for("processes"):
        with transaction():
            if take_duty(order.entry_id, room="processes"):
                _expunge(order)


def _expunge(order: Order) -> None:
    folder = current_app.extensions["PARTICIPATION"].media_root
    if order.kind is Kind.PICTURE and order.subject_id is not None:
        expunging.expunge_pictures(order.subject_id, folder=folder)
    elif order.kind is Kind.QUESTION:
        expunging.expunge_question(order.question_id, text=order.text)
    elif order.document_id is not None and order.extent is Extent.EARLIER:
        expunging.expunge_earlier_documents(order.document_id, folder=folder)
    elif order.document_id is not None and order.extent is Extent.VERSION:
        expunging.expunge_document_version(order.document_id, order.version, folder=folder)
    elif order.document_id is not None:
        expunging.expunge_document(order.document_id, text=order.text, folder=folder)


@lets_go("removed_documents", "process_documents", due=due.due_documents, batch=20)
def forget_removed_documents(document_ids: list[int]) -> None:
    """Files of documents that nobody has been shown for long go from the disk."""
    folder = current_app.extensions["PARTICIPATION"].media_root
    expunging.forget_removed_documents(document_ids, folder=folder)


lets_go("news_drafts", "news", due=due.due_drafts)(expunging.delete_drafts)
lets_go("archived_names", "process_invitations", due=due.due_invited)(expunging.delete_invitations)
