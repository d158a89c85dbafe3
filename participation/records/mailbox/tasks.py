"""The worker sends what lies in the box, and forgets mails to people who left."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from sqlalchemy import select, update

from participation.core import clock
from participation.core.database import db
from participation.core.letting_go import lets_go
from participation.core.transactions import transaction
from participation.desk.expunging.queries import expungings_for
from participation.people.own_data.queries import erased_accounts_for
from participation.records.journal.commands import take_duty
from participation.records.mailbox import commands, queries
from participation.records.mailbox.models import Mail, MailState
from participation.records.mailbox.rendering import render_mail
from participation.records.mailbox.sending import deliver
from participation.web.jobs import after_commits

BATCH = 20
MOST_ATTEMPTS = 8


@after_commits(order=90)
def send_waiting_mails() -> None:
    """Send mails that are due; one that fails is tried again later, after longer and longer pauses."""
    for mail in _claimed_mails():
        try:
            deliver(render_mail(mail), current_app.extensions["PARTICIPATION"])
        except OSError as error:
            current_app.logger.warning("mail %s was not sent: %s", mail.id, type(error).__name__)
            _settle(mail.id, MailState.FAILED if mail.attempts >= MOST_ATTEMPTS else MailState.WAITING)
        else:
            _settle(mail.id, MailState.SENT)


@after_commits(order=30)
def forget_mails_of_erased_accounts() -> None:
    """Mails to people who left go, sent or not; in mails to others their names go."""
    for leaving in erased_accounts_for("mailbox"):
        with transaction():
            if take_duty(leaving.entry_id, room="mailbox"):
                commands.forget_recipient(leaving.address, account_ref=leaving.actor_ref)
                commands.forget_writer(leaving.pseudonym)


@after_commits(order=44)
def forget_mails_of_what_was_expunged() -> None:
    """What is not out of the house yet and quotes something that was expunged does not go out any more."""
    for order in expungings_for("mailbox"):
        with transaction():
            if take_duty(order.entry_id, room="mailbox"):
                commands.forget_mails_saying(order.words, path=order.path)


def _claimed_mails() -> list[Mail]:
    """Take mails for this worker: their next try is put off at once, so that nobody else takes them too."""
    with transaction():
        now = clock.now()
        mails = db.session.scalars(
            select(Mail)
            .where(Mail.state == MailState.WAITING, Mail.due_at <= now)
            .order_by(Mail.due_at, Mail.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        ).all()
        for mail in mails:
            mail.attempts += 1
            mail.due_at = now + timedelta(minutes=2**mail.attempts)
        db.session.flush()
    return list(mails)


lets_go("sent_mails", "mails", due=queries.due_mails)(commands.forget_mails)


def _settle(mail_id: int, state: MailState) -> None:
    """Note how it went. What stood in a mail that is out is forgotten here: links in it let people in."""
    values: dict[str, object] = {"state": state}
    if state is MailState.SENT:
        values |= {"sent_at": clock.now(), "context": {}}
    with transaction():
        db.session.execute(update(Mail).where(Mail.id == mail_id).values(**values))
