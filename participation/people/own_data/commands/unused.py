"""Accounts unused for long: their owners are warned, and thirty days later these accounts go. Who took part with a code
and without an address cannot be warned; they go when their process is long over."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.clock import TOWN, now
from participation.core.database import db
from participation.people.accounts.models import Account
from participation.people.accounts.queries import token_digest
from participation.people.own_data import queries, rules
from participation.people.own_data.models import Cause, Erasure, UnusedWarning
from participation.records.mailbox.commands import post_mail


def warn_unused(account_id: int) -> bool:
    """Warn the owner of an account unused for long by mail, once. Returns whether they were warned now."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    moment = now()
    erased_from = moment + rules.ERASED_AFTER_WARNING
    fresh = db.session.execute(
        insert(UnusedWarning)
        .values(account_id=account_id, warned_at=moment, erased_from=erased_from)
        .on_conflict_do_nothing()
        .returning(UnusedWarning.account_id)
    ).scalar_one_or_none()
    if fresh is None:
        return False
    account = db.session.get_one(Account, account_id)
    post_mail(
        account.email, "account_unused", language=account.language, account_ref=account.actor_ref,
        pseudonym=account.pseudonym, erased_from=erased_from.astimezone(TOWN).date().isoformat(),
    )  # fmt: skip
    return True


def erase_unused(account_id: int) -> int | None:
    """Let an account go whose owner was warned in vain; its texts stay. Returns the number of the erasure."""
    db.session.execute(select(Account.id).where(Account.id == account_id).with_for_update(key_share=True))
    if account_id not in queries.warned_in_vain():
        return None
    return _erase(db.session.get_one(Account, account_id))


def erase_unconfirmed(account_id: int) -> int | None:
    """Let an account go whose address nobody confirmed in time. Returns the number of the erasure."""
    found = db.session.scalar(
        select(Account)
        .where(Account.id == account_id, Account.confirmed_at.is_(None), Account.erased_at.is_(None))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if found is None or queries.open_erasure_of(account_id) is not None:
        return None
    return _erase(found)


def _erase(account: Account) -> int:
    erasure = Erasure(
        account_id=account.id, token_hash=token_digest(secrets.token_urlsafe(32)), cause=Cause.UNUSED,
        language=account.language, due_at=now(),
    )  # fmt: skip
    db.session.add(erasure)
    db.session.flush()
    return erasure.id


def erase_guest(account_id: int) -> int:
    """Let somebody go who took part in one process with a code; their texts stay. Returns the erasure's number."""
    account = db.session.get_one(Account, account_id, with_for_update={"key_share": True})
    erasure = Erasure(
        account_id=account.id, token_hash=token_digest(secrets.token_urlsafe(32)), cause=Cause.ENDED,
        language=account.language, due_at=now(),
    )  # fmt: skip
    db.session.add(erasure)
    db.session.flush()
    return erasure.id


def forget_void_warnings() -> None:
    """Delete the warnings of people who have signed in since."""
    back = select(Account.id).where(
        Account.id == UnusedWarning.account_id, Account.last_sign_in_at > UnusedWarning.warned_at
    )
    db.session.execute(delete(UnusedWarning).where(back.exists()).execution_options(synchronize_session=False))
