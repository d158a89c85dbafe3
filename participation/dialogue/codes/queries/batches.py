"""Batches of codes with their counts, and what a code that was typed stands for. Never who used one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from participation.core.database import db
from participation.dialogue.codes.models import Code, CodeBatch, Guest
from participation.people.accounts.models import Account


@dataclass(frozen=True)
class BatchEntry:
    """A batch as its makers see it: how many uses it has, how many were used, how many went with its voiding."""

    batch: CodeBatch
    total: int
    used: int

    @property
    def left(self) -> int:
        """What can still be used."""
        return 0 if self.batch.void_at is not None else self.total - self.used

    @property
    def void(self) -> int:
        """What nobody can use any more."""
        return self.total - self.used if self.batch.void_at is not None else 0


def batches_of(process_id: int | None) -> list[BatchEntry]:
    """The batches of a process, or of the installation, the newest first."""
    here = CodeBatch.process_id.is_(None) if process_id is None else CodeBatch.process_id == process_id
    rows = db.session.execute(
        select(CodeBatch, func.sum(Code.uses_left))
        .join(Code, Code.batch_id == CodeBatch.id)
        .where(here)
        .group_by(CodeBatch.id)
        .order_by(CodeBatch.id.desc())
    )
    return [BatchEntry(batch, total := batch.made * batch.uses, total - int(left or 0)) for batch, left in rows]


def batch_by_id(batch_id: int) -> CodeBatch | None:
    """A batch."""
    return db.session.get(CodeBatch, batch_id)


def batch_by_key(send_key: str) -> CodeBatch | None:
    """The batch that was made with this form already."""
    return db.session.scalar(select(CodeBatch).where(CodeBatch.send_key == send_key))


def batch_of_code(digest: str) -> CodeBatch | None:
    """The batch of a code that was typed; None for a code that nobody made."""
    found = select(CodeBatch).join(Code, Code.batch_id == CodeBatch.id).where(Code.code_hash == digest)
    return db.session.scalar(found)


def guest_sent_with(send_key: str) -> Account | None:
    """Who joined with this form a short while ago."""
    return db.session.scalar(
        select(Account).join(Guest, Guest.account_id == Account.id).where(Guest.send_key == send_key)
    )


def guest_of_key(digest: str) -> Account | None:
    """Who comes back with this code; nobody who is on their way out for good."""
    return db.session.scalar(
        select(Account)
        .join(Guest, Guest.account_id == Account.id)
        .where(Guest.key_hash == digest, Account.erased_at.is_(None))
    )
