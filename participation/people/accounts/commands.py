"""Signing up, confirming, signing in and out, and a new password."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from participation.core.actor import HOUSE, Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Invalid, NotAllowed
from participation.people.accounts import queries, rules
from participation.people.accounts.events import AccountConfirmed, AccountCreated, PasswordChanged, SignInsEnded
from participation.people.accounts.models import Account, EmailToken, Group, SignIn, TokenPurpose
from participation.people.accounts.rules import email_key, pseudonym_key
from participation.records.journal.commands import record
from participation.records.mailbox.commands import post_mail

CONFIRM_WITHIN = timedelta(days=7)
RESET_WITHIN = timedelta(hours=2)


def create_account(
    email: str, *, pseudonym: str, password_hash: str, language: str = "de", group: Group | None = None,
    confirmed: bool = False,
) -> Account:  # fmt: skip
    """A new account. Raises Invalid where the pseudonym or the address is taken."""
    account = Account(
        email=email_key(email), pseudonym=pseudonym, pseudonym_key=pseudonym_key(pseudonym),
        password_hash=password_hash, language=language, group=group, confirmed_at=now() if confirmed else None,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(account)
    except IntegrityError:
        raise Invalid("Dieses Pseudonym ist schon vergeben. Bitte wählen Sie ein anderes.", field="pseudonym") from None
    record(AccountCreated(None), actor=HOUSE)
    return account


def adopt_account(account: Account, *, pseudonym: str, password_hash: str) -> None:
    """Give an account that was never confirmed to who has shown that the address is theirs: whoever made it with that
    address knows neither its password nor a way in any more. Raises Invalid where the pseudonym is taken."""
    account.pseudonym, account.pseudonym_key = pseudonym, pseudonym_key(pseudonym)
    account.password_hash, account.confirmed_at = password_hash, now()
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise Invalid("Dieses Pseudonym ist schon vergeben. Bitte wählen Sie ein anderes.", field="pseudonym") from None
    end_all_sign_ins(account.id)
    record(AccountConfirmed(None), actor=HOUSE)


def sign_up(email: str, *, pseudonym: str, password_hash: str, language: str, group: Group | None = None) -> None:
    """Sign up, or tell the owner of a known address by mail that they have an account; the answer is the same.

    Raises Invalid where the pseudonym is taken; that is asked first, or a taken pseudonym would tell known addresses
    from unknown ones.
    """
    if queries.pseudonym_taken(pseudonym):
        raise Invalid("Dieses Pseudonym ist schon vergeben. Bitte wählen Sie ein anderes.", field="pseudonym")
    known = queries.account_by_email(email)
    if known is not None:
        post_mail(
            known.email,
            "account_exists",
            language=known.language,
            account_ref=known.actor_ref,
            pseudonym=known.pseudonym,
        )
        return
    account = create_account(email, pseudonym=pseudonym, password_hash=password_hash, language=language, group=group)
    send_confirmation(account)


def send_confirmation(account: Account) -> None:
    """Mail the link that confirms the address."""
    token = _new_token(account, TokenPurpose.CONFIRM)
    post_mail(
        account.email, "confirm", language=account.language, account_ref=account.actor_ref,
        pseudonym=account.pseudonym, token=token,
    )  # fmt: skip


def confirm_account(token: str) -> Account:
    """Confirm the address that the link was sent to. Raises Invalid where the link is used up or too old."""
    found = _use_token(token, TokenPurpose.CONFIRM)
    account = db.session.get_one(Account, found.account_id)
    if account.confirmed_at is None:
        account.confirmed_at = now()
        record(AccountConfirmed(None), actor=HOUSE)
    return account


def start_sign_in(account: Account, *, device: str = "") -> str:
    """Sign in on a device: returns the new token, of which only the hash is kept."""
    account.last_sign_in_at = now()
    return _new_sign_in(SignIn(account_id=account.id, device=device))


def await_second_step(account: Account, *, device: str = "") -> str:
    """The password was right: returns a token that lets nobody in, but the second step may follow with it."""
    return _new_sign_in(SignIn(account_id=account.id, device=device, awaits_second=True))


def finish_sign_in(waiting: SignIn) -> str:
    """The second step was right: the sign-in holds from now on, under a new token."""
    waiting.ended_at = now()
    account = db.session.get_one(Account, waiting.account_id)
    return start_sign_in(account, device=waiting.device)


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


def sign_out_person(account_id: int, *, actor: Actor) -> None:
    """Administration signs a person out everywhere, because a device was lost or somebody left."""
    if not rules.may_sign_others_out(actor):
        raise NotAllowed("Das darf nur die Administration.")
    end_all_sign_ins(account_id)
    record(SignInsEnded(None, person_ref=db.session.get_one(Account, account_id).actor_ref), actor=actor)


def forget_sign_ins(sign_in_ids: Sequence[int]) -> None:
    """Delete sign-ins that ended, or were not used any more, long ago."""
    db.session.execute(delete(SignIn).where(SignIn.id.in_(sign_in_ids)))


def forget_links(token_ids: Sequence[int]) -> None:
    """Delete links that were sent by mail and hold no more."""
    db.session.execute(delete(EmailToken).where(EmailToken.id.in_(token_ids)))


def choose_language(account_id: int, language: str) -> None:
    """Choose the language in which mails come."""
    db.session.execute(update(Account).where(Account.id == account_id).values(language=language))


def request_password_reset(email: str) -> None:
    """Mail a link for a new password, if the address is known; says nothing else."""
    account = queries.account_by_email(email)
    if account is None:
        return
    token = _new_token(account, TokenPurpose.RESET)
    post_mail(
        account.email, "reset_password", language=account.language, account_ref=account.actor_ref,
        pseudonym=account.pseudonym, token=token,
    )  # fmt: skip


def reset_password(token: str, *, password_hash: str) -> Account:
    """Set a new password and end all sign-ins. Raises Invalid where the link is used up or too old."""
    found = _use_token(token, TokenPurpose.RESET)
    account = db.session.get_one(Account, found.account_id)
    account.password_hash = password_hash
    account.confirmed_at = account.confirmed_at or now()
    end_all_sign_ins(account.id)
    record(PasswordChanged(None), actor=HOUSE)
    return account


def _new_token(account: Account, purpose: TokenPurpose) -> str:
    token = secrets.token_urlsafe(32)
    within = CONFIRM_WITHIN if purpose is TokenPurpose.CONFIRM else RESET_WITHIN
    db.session.add(
        EmailToken(
            token_hash=queries.token_digest(token), account_id=account.id, purpose=purpose, expires_at=now() + within
        )
    )
    db.session.flush()
    return token


def _use_token(token: str, purpose: TokenPurpose) -> EmailToken:
    used = db.session.execute(
        update(EmailToken)
        .where(
            EmailToken.token_hash == queries.token_digest(token),
            EmailToken.purpose == purpose,
            EmailToken.used_at.is_(None),
            EmailToken.expires_at > now(),
        )
        .values(used_at=now())
        .returning(EmailToken.id)
    ).scalar_one_or_none()
    if used is None:
        raise Invalid("Dieser Link wurde schon benutzt oder ist abgelaufen. Bitte fordern Sie einen neuen an.")
    return db.session.get_one(EmailToken, used)
