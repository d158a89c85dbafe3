"""Finding identities, and what the broker has proved."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from participation.core.actor import Role
from participation.core.clock import now
from participation.core.database import db
from participation.people.accounts.models import Account
from participation.people.accounts.queries import token_digest
from participation.people.identities import rules
from participation.people.identities.models import Arrival, BrokerRole, Identity


def identity_of(proof: rules.Proof) -> Identity | None:
    """The identity of somebody whom the broker has proved, where it has an account here."""
    return db.session.scalar(
        select(Identity)
        .join(Account, Account.id == Identity.account_id)
        .where(
            Identity.issuer == proof.issuer, Identity.subject_hash == proof.subject_hash, Account.erased_at.is_(None)
        )
    )  # fmt: skip


def identities_of(account_id: int) -> list[Identity]:
    """The identities that are linked with an account, the oldest first."""
    return list(db.session.scalars(select(Identity).where(Identity.account_id == account_id).order_by(Identity.id)))


def has_identity(account_id: int) -> bool:
    """Whether somebody can sign in to this account through the broker."""
    return bool(db.session.scalar(select(func.count()).where(Identity.account_id == account_id)))


def roles_given_by_broker(account_id: int) -> set[tuple[Role, int | None]]:
    """The roles, with what they hold for, that an account has because the broker names them."""
    rows = db.session.execute(
        select(BrokerRole.role, BrokerRole.scope_id)
        .join(Identity, Identity.id == BrokerRole.identity_id)
        .where(Identity.account_id == account_id)
    )
    return {(role, scope_id) for role, scope_id in rows}


def proven_assurance(account_id: int) -> str | None:
    """The strongest level that the broker proved at the last sign-in with each identity of this account, as the value
    of `Assurance`; None where it proved none."""
    return rules.highest(db.session.scalars(select(Identity.assurance).where(Identity.account_id == account_id)))


def open_arrival(token: str) -> Arrival | None:
    """Whoever has arrived from the broker with this token and has not said which account is theirs."""
    return db.session.scalar(
        select(Arrival).where(
            Arrival.token_hash == token_digest(token), Arrival.used_at.is_(None), Arrival.expires_at > now()
        )
    )


def linked_identities(account_id: int) -> list[dict[str, Any]]:
    """What is kept of an account's identities, for its owner: issuer, level, linked when, last used when."""
    return [
        {
            "issuer": one.issuer, "assurance": one.assurance, "linked_at": one.linked_at,
            "seen_at": one.last_sign_in_at,
        }
        for one in identities_of(account_id)
    ]  # fmt: skip
