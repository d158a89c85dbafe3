"""Looking accounts up."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from participation.core.clock import now
from participation.core.database import db
from participation.people.accounts.models import Account, EmailToken, SignIn, TokenPurpose
from participation.people.accounts.rules import email_key, pseudonym_key


def account_by_email(email: str) -> Account | None:
    """The account with this address that was not erased."""
    return db.session.scalar(select(Account).where(Account.email == email_key(email), Account.erased_at.is_(None)))


def account_by_id(account_id: int) -> Account | None:
    """The account with this id."""
    return db.session.get(Account, account_id)


@dataclass(frozen=True)
class Recipient:
    """Somebody who can be written to."""

    account_id: int
    email: str
    pseudonym: str
    language: str
    actor_ref: str | None


def recipients(account_ids: Collection[int]) -> list[Recipient]:
    """Those of these accounts that can be written to: confirmed and not erased."""
    rows = db.session.execute(
        select(Account.id, Account.email, Account.pseudonym, Account.language, Account.actor_ref)
        .where(Account.id.in_(account_ids), Account.confirmed_at.is_not(None), Account.erased_at.is_(None))
        .order_by(Account.id)
    )
    return [Recipient(*row) for row in rows]


def account_by_ref(actor_ref: str) -> Account | None:
    """The account that the journal knows under this random name."""
    return db.session.scalar(select(Account).where(Account.actor_ref == actor_ref, Account.erased_at.is_(None)))


def sign_ins_of(account_id: int) -> list[SignIn]:
    """Where a person is signed in, the newest first."""
    return list(
        db.session.scalars(
            select(SignIn)
            .where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
            .order_by(SignIn.created_at.desc(), SignIn.id.desc())
        )
    )


def pseudonym_taken(pseudonym: str) -> bool:
    """Whether somebody already writes under this pseudonym."""
    return bool(db.session.scalar(select(Account.id).where(Account.pseudonym_key == pseudonym_key(pseudonym))))


def token_digest(token: str) -> str:
    """What is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def good_token(token: str, purpose: TokenPurpose) -> EmailToken | None:
    """The link that was mailed, if it can still be used."""
    return db.session.scalar(
        select(EmailToken).where(
            EmailToken.token_hash == token_digest(token),
            EmailToken.purpose == purpose,
            EmailToken.used_at.is_(None),
            EmailToken.expires_at > now(),
        )
    )


def running_sign_in(token: str) -> SignIn | None:
    """The sign-in with this token, if it was not ended."""
    return db.session.scalar(select(SignIn).where(SignIn.token_hash == token_digest(token), SignIn.ended_at.is_(None)))
