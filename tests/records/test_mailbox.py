"""What is left of a mail once it is out."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from participation.core.clock import now, stopped_at
from participation.core.database import db
from participation.core.transactions import transaction
from participation.records.mailbox.commands import post_mail
from participation.records.mailbox.models import Mail, MailState
from participation.records.mailbox.tasks import send_waiting_mails
from participation.town.privacy.tasks import apply_retention


def only_mail() -> Mail:
    return db.session.scalars(select(Mail).execution_options(populate_existing=True)).one()


def post() -> Mail | None:
    with transaction():
        return post_mail("neu@example.org", "confirm", once_key="einmal", pseudonym="Neu", token="geheim")


def test_a_mail_that_is_out_forgets_its_words_and_later_its_address(app: Flask) -> None:
    post()
    assert only_mail().context["token"] == "geheim"
    send_waiting_mails()
    mail = only_mail()
    assert (mail.state, mail.context, mail.recipient) == (MailState.SENT, {}, "neu@example.org")
    with stopped_at(now() + timedelta(days=31)):
        apply_retention()
    assert only_mail().recipient == ""
    assert post() is None


def test_a_mail_that_still_waits_is_kept(app: Flask) -> None:
    post()
    with stopped_at(now() + timedelta(days=31)):
        apply_retention()
    assert only_mail().recipient == "neu@example.org"
