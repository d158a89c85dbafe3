"""What waits in the box, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select

from participation.core.database import db
from participation.records.mailbox.models import Mail, MailState
from participation.records.subjects.rules import PARTS


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


SHORTEST_WORDS = 4
"""What is shorter than this says too little to know a mail by."""


def mails_saying(words: Collection[str], *, path: str = "") -> list[int]:
    """The mails not yet out (or given up) whose text tells of this address, or of something on it, or quotes these
    words; blanks are taken as one."""
    wanted = [flat for one in words if len(flat := " ".join(one.split())) >= SHORTEST_WORDS]
    rows = db.session.execute(
        select(Mail.id, Mail.context).where(Mail.state != MailState.SENT).order_by(Mail.id)
    ).yield_per(500)
    return [number for number, context in rows if _says(context, wanted, path)]


def waiting_mails_saying(words: Collection[str], *, path: str = "") -> int:
    """How many mails there are of these."""
    return len(mails_saying(words, path=path))


def _says(context: Any, words: list[str], path: str) -> bool:
    for text in _strings(context):
        if path and (text == path or text.startswith(tuple(f"{path}{part}" for part in PARTS))):
            return True
        flat = " ".join(text.split())
        if any(one in flat for one in words):
            return True
    return False


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def due_mails(before: datetime) -> Select[*tuple[Any, ...]]:
    """Mails that left or were given up, were made before this moment, and still say whom they went to."""
    return select(Mail.id, Mail.created_at).where(
        Mail.state != MailState.WAITING, Mail.created_at < before, Mail.recipient != ""
    )
