"""Looking accounts up."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.people.accounts.models import Account, EmailToken, ResetRequest, SignIn, TokenPurpose
from participation.people.accounts.rules import email_key, pseudonym_key

# A sign-in that was not used for so long is over, as its cookie is.
SIGNED_IN_FOR = timedelta(days=14)
# Between password and second step.
SECOND_STEP_WITHIN = timedelta(minutes=10)


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


def pseudonyms_of(actor_refs: Iterable[str | None]) -> dict[str, str]:
    """Pseudonyms by the names that the journal knows; who was erased is left out. For pages about acts of staff."""
    known = {actor_ref for actor_ref in actor_refs if actor_ref}
    rows = db.session.execute(
        select(Account.actor_ref, Account.pseudonym).where(Account.actor_ref.in_(known), Account.erased_at.is_(None))
    )
    return {row.actor_ref: row.pseudonym for row in rows if row.actor_ref}


def address_of(actor: Actor) -> str:
    """The e-mail address of the person who acts; empty for visitors and the house."""
    return db.session.scalar(select(Account.email).where(Account.id == actor.account_id)) or ""


def sign_ins_of(account_id: int) -> list[SignIn]:
    """Where a person is signed in, the newest first."""
    return list(
        db.session.scalars(
            select(SignIn)
            .where(
                SignIn.account_id == account_id, SignIn.ended_at.is_(None), SignIn.awaits_second.is_(False),
                SignIn.seen_at > now() - SIGNED_IN_FOR,
            )
            .order_by(SignIn.created_at.desc(), SignIn.id.desc())
        )
    )  # fmt: skip


def account_called(name: str) -> Account | None:
    """The confirmed account with this pseudonym or address, as people type it."""
    found = Account.email == email_key(name) if "@" in name else Account.pseudonym_key == pseudonym_key(name)
    return db.session.scalar(
        select(Account).where(found, Account.confirmed_at.is_not(None), Account.erased_at.is_(None))
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


def waiting_sign_in(token: str) -> SignIn | None:
    """The sign-in with this token whose password was right and whose second step is still to come."""
    return db.session.scalar(
        select(SignIn).where(
            SignIn.token_hash == token_digest(token), SignIn.ended_at.is_(None), SignIn.awaits_second.is_(True),
            SignIn.created_at > now() - SECOND_STEP_WITHIN,
        )
    )  # fmt: skip


def sign_in_of(token: str) -> SignIn | None:
    """The sign-in with this token."""
    return db.session.scalar(select(SignIn).where(SignIn.token_hash == token_digest(token)))


def due_sign_ins(before: datetime) -> Select[*tuple[Any, ...]]:
    """Sign-ins that ended before this moment, or were not used since."""
    return select(SignIn.id, SignIn.seen_at).where((SignIn.ended_at < before) | (SignIn.seen_at < before))


def due_links(before: datetime) -> Select[*tuple[Any, ...]]:
    """Links sent by mail that held until this moment or before."""
    return select(EmailToken.id, EmailToken.expires_at).where(EmailToken.expires_at < before)


def reset_requests() -> list[int]:
    """The requests for a new password that nobody has answered, the oldest first."""
    return list(db.session.scalars(select(ResetRequest.id).order_by(ResetRequest.id)))
