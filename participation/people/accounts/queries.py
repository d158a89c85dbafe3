"""Looking accounts up."""

from __future__ import annotations

import hashlib

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
