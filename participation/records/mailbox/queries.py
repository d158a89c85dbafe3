"""What waits in the box, and what became of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, or_, select

from participation.core.database import db
from participation.records.mailbox.models import Mail, MailState


def count_mails() -> dict[str, int]:
    """The number of mails by state; what was sent is not counted, because that grows without end."""
    open_states = (MailState.WAITING, MailState.FAILED)
    counted = select(Mail.state, func.count()).where(Mail.state.in_(open_states)).group_by(Mail.state)
    found = {state.value: number for state, number in db.session.execute(counted).all()}
    return {state.value: found.get(state.value, 0) for state in open_states}


def newest_mail(template: str) -> Mail | None:
    """The newest mail of a kind."""
    return db.session.scalar(select(Mail).where(Mail.template == template).order_by(Mail.id.desc()).limit(1))


def mails_kept_for(address: str, *, account_ref: str | None) -> list[dict[str, Any]]:
    """The mails to a person that are still kept, oldest first; for their own eyes."""
    theirs = Mail.recipient == address
    if account_ref:
        theirs = or_(theirs, Mail.account_ref == account_ref)
    rows = db.session.execute(
        select(Mail.recipient, Mail.template, Mail.language, Mail.state, Mail.created_at, Mail.sent_at)
        .where(theirs)
        .order_by(Mail.created_at, Mail.id)
    )
    return [dict(row) for row in rows.mappings()]
