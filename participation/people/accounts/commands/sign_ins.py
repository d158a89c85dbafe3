"""Signing in and out, on this device and on others. Only these commands write sign-ins."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import delete, select, update

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import NotAllowed
from participation.people.accounts import queries, rules
from participation.people.accounts.events import SignInsEnded
from participation.people.accounts.models import Account, Origin, SignIn
from participation.records.journal.commands import record

FORGOTTEN_AFTER = timedelta(days=30)
HERE = Origin()


def start_sign_in(account: Account, *, device: str = "", origin: Origin = HERE) -> str:
    """Sign in on a device: returns the new token, of which only the hash is kept."""
    account.last_sign_in_at = now()
    return _new_sign_in(SignIn(account_id=account.id, device=device, **asdict(origin)))


def await_second_step(account: Account, *, device: str = "", origin: Origin = HERE) -> str:
    """The password was right: returns a token that lets nobody in, but the second step may follow with it."""
    return _new_sign_in(SignIn(account_id=account.id, device=device, awaits_second=True, **asdict(origin)))


def finish_sign_in(waiting: SignIn) -> str:
    """The second step was right: the sign-in holds from now on, under a new token."""
    waiting.ended_at = now()
    account = db.session.get_one(Account, waiting.account_id)
    origin = Origin(waiting.came_by, waiting.outer_session, waiting.outer_second)
    return start_sign_in(account, device=waiting.device, origin=origin)


def prove_sign_in(token: str) -> None:
    """Note that whoever is signed in here has just shown that it is them."""
    db.session.execute(
        update(SignIn).where(SignIn.token_hash == queries.token_digest(token)).values(proved_at=now(), seen_at=now())
    )


def note_seen(token: str) -> None:
    """Note that a sign-in is in use."""
    db.session.execute(update(SignIn).where(SignIn.token_hash == queries.token_digest(token)).values(seen_at=now()))


def _new_sign_in(sign_in: SignIn) -> str:
    token = secrets.token_urlsafe(32)
    sign_in.token_hash = queries.token_digest(token)
    db.session.add(sign_in)
    db.session.flush()
    return token


def end_sign_in(token: str) -> None:
    """Sign out; ending twice changes nothing."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.token_hash == queries.token_digest(token), SignIn.ended_at.is_(None))
        .values(ended_at=now())
    )


def end_sign_in_of(account_id: int, sign_in_id: int) -> bool:
    """End one of a person's own sign-ins; ending twice changes nothing. Returns whether it is theirs."""
    sign_in = db.session.scalar(select(SignIn).where(SignIn.id == sign_in_id, SignIn.account_id == account_id))
    if sign_in is None:
        return False
    sign_in.ended_at = sign_in.ended_at or now()
    return True


def end_other_sign_ins(account_id: int, *, kept: str) -> None:
    """Sign out everywhere but here, where `kept` is the token."""
    db.session.execute(
        update(SignIn)
        .where(
            SignIn.account_id == account_id,
            SignIn.ended_at.is_(None),
            SignIn.token_hash != queries.token_digest(kept),
        )
        .values(ended_at=now())
    )


def end_all_sign_ins(account_id: int) -> None:
    """Sign a person out everywhere."""
    db.session.execute(
        update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None)).values(ended_at=now())
    )


def end_sign_ins_that_came_by(came_by: str, *, outer_session: str = "", kept: str = "") -> int:
    """End the sign-ins, waiting ones too, that began elsewhere: with this person there, in this session there, or
    both where both are named; `kept` is the token of one that stays. Returns how many."""
    if not came_by and not outer_session:
        return 0
    ending = update(SignIn).where(SignIn.ended_at.is_(None), SignIn.token_hash != queries.token_digest(kept))
    if came_by:
        ending = ending.where(SignIn.came_by == came_by)
    if outer_session:
        ending = ending.where(SignIn.outer_session == outer_session)
    return int(db.session.execute(ending.values(ended_at=now())).rowcount)  # type: ignore[attr-defined]


def sign_out_person(account_id: int, *, actor: Actor) -> None:
    """Administration signs a person out everywhere, because a device was lost or somebody left."""
    if not rules.may_sign_others_out(actor):
        raise NotAllowed("Das darf nur die Administration.")
    end_all_sign_ins(account_id)
    record(SignInsEnded(None, person_ref=db.session.get_one(Account, account_id).actor_ref), actor=actor)


def forget_sign_ins(sign_in_ids: Sequence[int]) -> None:
    """Delete sign-ins that ended, or were not used any more, long ago."""
    db.session.execute(delete(SignIn).where(SignIn.id.in_(sign_in_ids)))
