"""People whom the broker proved and who have no account here yet."""

from __future__ import annotations

import secrets

from sqlalchemy import update

from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Invalid
from participation.people.accounts.commands import adopt_account, create_account
from participation.people.accounts.queries import account_by_email, token_digest
from participation.people.identities.commands.linking import link
from participation.people.identities.models import Arrival
from participation.people.identities.rules import ARRIVED_FOR, Proof

TOO_LATE = "Das hat zu lange gedauert. Bitte melden Sie sich noch einmal an."


def note_arrival(proof: Proof) -> str:
    """Remember for a while whom the broker has proved; returns a token of which only the hash is kept."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        Arrival(
            token_hash=token_digest(token), issuer=proof.issuer, subject_hash=proof.subject_hash,
            session_hash=proof.session_hash, email=proof.email, is_verified=proof.email_verified,
            assurance=proof.assurance, second_step=proof.second_step, roles=list(proof.roles),
            expires_at=now() + ARRIVED_FOR,
        )
    )  # fmt: skip
    db.session.flush()
    return token


def take_arrival(token: str) -> Proof:
    """What the broker proved, once. Raises Invalid where it was taken before or is too long ago."""
    taken = db.session.execute(
        update(Arrival)
        .where(Arrival.token_hash == token_digest(token), Arrival.used_at.is_(None), Arrival.expires_at > now())
        .values(used_at=now())
        .returning(Arrival.id)
    ).scalar_one_or_none()
    if taken is None:
        raise Invalid(TOO_LATE)
    found = db.session.get_one(Arrival, taken, populate_existing=True)
    return Proof(
        issuer=found.issuer, subject_hash=found.subject_hash, session_hash=found.session_hash, email=found.email,
        email_verified=found.is_verified, assurance=found.assurance, second_step=found.second_step,
        roles=tuple(found.roles),
    )  # fmt: skip


def join(token: str, *, pseudonym: str, language: str) -> Proof:
    """Make an account without a password for whoever arrived with an address that the broker has confirmed.

    Raises Invalid where it took too long, the pseudonym is taken, or the address has an account: that is never taken
    over, its owner signs in and links it. An account that nobody confirmed goes to whose address it is.
    """
    proof = take_arrival(token)
    if not (proof.email_verified and proof.email):
        raise Invalid("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse.")
    known = account_by_email(proof.email)
    if known is not None and known.is_confirmed:
        raise Invalid(
            "Mit Ihrer E-Mail-Adresse gibt es hier schon ein Konto. Melden Sie sich damit an und verbinden Sie es dann."
        )
    if known is not None:
        adopt_account(known, pseudonym=pseudonym, password_hash="")
    account = known or create_account(
        proof.email, pseudonym=pseudonym, password_hash="", language=language, confirmed=True
    )
    link(proof, account_id=account.id)
    return proof
