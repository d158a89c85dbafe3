"""Signing up, confirming the address, a new password, the language of mails."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Invalid
from participation.core.transactions import wake_worker
from participation.people.accounts import queries
from participation.people.accounts.commands.sign_ins import end_all_sign_ins
from participation.people.accounts.events import AccountConfirmed, AccountCreated, PasswordChanged
from participation.people.accounts.models import Account, EmailToken, Group, ResetRequest, TokenPurpose
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


def forget_links(token_ids: Sequence[int]) -> None:
    """Delete links that were sent by mail and hold no more."""
    db.session.execute(delete(EmailToken).where(EmailToken.id.in_(token_ids)))


def choose_language(account_id: int, language: str) -> None:
    """Choose the language in which mails come."""
    db.session.execute(update(Account).where(Account.id == account_id).values(language=language))


def ask_for_new_password(email: str) -> None:
    """Note that somebody typed this address, known or not: which it is shows in no answer and in no time it takes."""
    db.session.add(ResetRequest(email=email_key(email)))
    wake_worker()


def answer_reset_request(request_id: int) -> None:
    """Mail the link where an account has the address, and forget the request; of two who do it at once one does."""
    email = db.session.scalar(delete(ResetRequest).where(ResetRequest.id == request_id).returning(ResetRequest.email))
    if email is not None:
        request_password_reset(email)


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
