"""Putting mails into the box, and letting go of what they say of people who left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import wake_worker
from participation.records.mailbox.models import Mail, MailState
from participation.records.mailbox.queries import mails_saying
from participation.records.subjects.rules import PARTS

BATCH = 500


def post_mail(
    recipient: str, template: str, *, language: str = "de", account_ref: str | None = None, once_key: str | None = None,
    due_at: datetime | None = None, **context: Any,
) -> Mail | None:  # fmt: skip
    """Send `emails/<template>.txt` to a person after this transaction; the same `once_key` is sent only once."""
    if once_key and db.session.scalar(select(Mail.id).where(Mail.once_key == once_key)):
        return None
    mail = Mail(
        recipient=recipient, template=template, context=context, language=language, account_ref=account_ref,
        once_key=once_key, due_at=due_at or now(),
    )  # fmt: skip
    db.session.add(mail)
    db.session.flush()
    wake_worker()
    return mail


def delete_mail_once_sent(once_key: str) -> bool:
    """Delete a mail that left or was given up; False while it still waits. True where there is none (any more)."""
    mail = db.session.scalar(select(Mail).where(Mail.once_key == once_key))
    if mail is None:
        return True
    if mail.state is MailState.WAITING:
        return False
    db.session.delete(mail)
    db.session.flush()
    return True


def forget_recipient(address: str, *, account_ref: str | None) -> None:
    """Delete all mails to a person, those that still wait among them; without an address, those to the account."""
    theirs: list[ColumnElement[bool]] = [func.lower(Mail.recipient) == address] if address else []
    if account_ref:
        theirs.append(Mail.account_ref == account_ref)
    if theirs:
        _run(delete(Mail).where(or_(*theirs)))


def forget_writer(pseudonym: str) -> None:
    """Take the name of somebody out of mails to others: those that wait say "Gelöschtes Konto" instead."""
    named = Mail.context["by"].as_string() == pseudonym
    for mail in db.session.scalars(select(Mail).where(named, Mail.state == MailState.WAITING)):
        mail.context = {**mail.context, "by": ""}
    _run(update(Mail).where(named, Mail.state != MailState.WAITING).values(context={}))


def forget_words_on(paths: Collection[str]) -> None:
    """Delete waiting mails that tell of these addresses or of something on them, and forget what those that were
    sent said of them."""
    for path in paths:
        told = Mail.context["path"].as_string()
        here = or_(told == path, *(told.startswith(f"{path}{part}", autoescape=True) for part in PARTS))
        _run(delete(Mail).where(here, Mail.state == MailState.WAITING))
        _run(update(Mail).where(here).values(context={}))


def forget_mails_saying(words: Collection[str], *, path: str = "") -> int:
    """Delete mails that wait and quote these words or tell of this address, and forget what those that were given up
    said. Returns how many there were."""
    found = mails_saying(words, path=path)
    for start in range(0, len(found), BATCH):
        some = Mail.id.in_(found[start : start + BATCH])
        _run(delete(Mail).where(some, Mail.state == MailState.WAITING))
        _run(update(Mail).where(some).values(context={}))
    return len(found)


def forget_mails(mail_ids: Collection[int]) -> None:
    """Forget whom mails went to and what they said; that they were sent stays, so that nothing is told twice."""
    _run(update(Mail).where(Mail.id.in_(mail_ids)).values(recipient="", context={}))


def _run(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
