"""Putting mails into the box."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from participation.core.clock import now
from participation.core.database import db
from participation.core.transactions import wake_worker
from participation.records.mailbox.models import Mail


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
