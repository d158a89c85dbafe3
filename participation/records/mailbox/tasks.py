"""The worker sends what lies in the box."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from sqlalchemy import select, update

from participation.core import clock
from participation.core.database import db
from participation.core.transactions import transaction
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


def _settle(mail_id: int, state: MailState) -> None:
    with transaction():
        values = {"state": state, "sent_at": clock.now() if state is MailState.SENT else None}
        db.session.execute(update(Mail).where(Mail.id == mail_id).values(**values))
