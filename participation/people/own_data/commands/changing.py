"""Another address, confirmed at both ends; another pseudonym; another password."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Invalid
from participation.people.accounts.commands import end_other_sign_ins
from participation.people.accounts.events import PasswordChanged
from participation.people.accounts.models import Account, EmailToken, SignIn
from participation.people.accounts.queries import account_by_email, token_digest
from participation.people.accounts.rules import email_key, pseudonym_key
from participation.people.own_data import queries, rules
from participation.people.own_data.events import AddressChanged, AddressRestored, PseudonymChanged
from participation.people.own_data.models import AddressChange
from participation.records.journal.commands import record
from participation.records.mailbox.commands import post_mail

USED = "Dieser Link wurde schon benutzt oder ist abgelaufen."


def request_address(account: Account, *, email: str) -> None:
    """Mail a link to the new address, and to the old one how to stop it. One change is under way at a time.

    For an address that has an account the answer is the same; its owner is told by mail, and the link confirms nothing.
    """
    known = account_by_email(email)
    token, stop = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    _forget_unconfirmed(account.id)
    db.session.add(
        AddressChange(
            account_id=account.id, old_email=account.email, new_email=email_key(email), token_hash=token_digest(token),
            stop_hash=token_digest(stop), expires_at=now() + rules.CONFIRM_ADDRESS_WITHIN,
            stoppable_until=now() + rules.STOP_ADDRESS_WITHIN,
        )
    )  # fmt: skip
    post_mail(
        account.email, "address_stop", language=account.language, account_ref=account.actor_ref,
        pseudonym=account.pseudonym, token=stop,
    )  # fmt: skip
    if known is None:
        post_mail(
            email_key(email), "address_confirm", language=account.language, account_ref=account.actor_ref,
            pseudonym=account.pseudonym, token=token,
        )  # fmt: skip
    else:
        post_mail(
            known.email, "account_exists", language=known.language, account_ref=known.actor_ref,
            pseudonym=known.pseudonym,
        )  # fmt: skip


def confirm_address(token: str) -> None:
    """Let the new address hold, by the link that was mailed there.

    Raises Invalid where the link is used up, too old or stopped, or where the address got an account meanwhile.
    """
    change = _taken(AddressChange.token_hash == token_digest(token), confirmed_at=now())
    if change is None:
        raise Invalid(USED)
    _set_address(change, change.new_email)
    record(AddressChanged(None), actor=HOUSE)


def stop_address(token: str) -> None:
    """Stop a change by the link that went to the old address, or take it back; all sign-ins end.

    Raises Invalid where the link is used up or too old.
    """
    change = _taken(AddressChange.stop_hash == token_digest(token), stopped_at=now())
    if change is None:
        raise Invalid(USED)
    if change.confirmed_at is not None:
        _set_address(change, change.old_email)
    db.session.execute(
        update(SignIn).where(SignIn.account_id == change.account_id, SignIn.ended_at.is_(None)).values(ended_at=now())
    )
    record(AddressRestored(None), actor=HOUSE)


def change_pseudonym(account: Account, *, pseudonym: str) -> None:
    """Write under another name from now on, once in thirty days. Raises Invalid where it is taken or too early."""
    moment = now()
    try:
        with db.session.begin_nested():
            changed = db.session.execute(
                update(Account)
                .where(
                    Account.id == account.id,
                    or_(
                        Account.pseudonym_changed_at.is_(None),
                        Account.pseudonym_changed_at <= moment - rules.PSEUDONYM_EVERY,
                    ),
                )
                .values(pseudonym=pseudonym, pseudonym_key=pseudonym_key(pseudonym), pseudonym_changed_at=moment)
                .returning(Account.id)
            ).scalar_one_or_none()
    except IntegrityError:
        raise Invalid("Dieses Pseudonym ist schon vergeben. Bitte wählen Sie ein anderes.", field="pseudonym") from None
    if changed is None:
        day = queries.next_pseudonym_day(account) or moment
        raise Invalid("Ihr Pseudonym können Sie ab dem %(day)s wieder ändern.", field="pseudonym", day=day)
    record(PseudonymChanged(None), actor=HOUSE)


def change_password(account: Account, *, password_hash: str, kept: str) -> None:
    """Set a new password; all sign-ins but the one with the token `kept` end, and links for a new one are void."""
    db.session.execute(update(Account).where(Account.id == account.id).values(password_hash=password_hash))
    end_other_sign_ins(account.id, kept=kept)
    _forget_links(account.id)
    post_mail(
        account.email, "password_changed", language=account.language, account_ref=account.actor_ref,
        pseudonym=account.pseudonym,
    )  # fmt: skip
    record(PasswordChanged(None), actor=HOUSE)


def forget_changes(change_ids: Sequence[int]) -> None:
    """Delete changes of address that can neither be confirmed nor taken back any more."""
    db.session.execute(delete(AddressChange).where(AddressChange.id.in_(change_ids)))


def _taken(condition: object, **values: object) -> AddressChange | None:
    """The change that a good link names, locked and marked; each link is good once."""
    confirming = "confirmed_at" in values
    limits = [AddressChange.stopped_at.is_(None), condition]
    limits += (
        [AddressChange.confirmed_at.is_(None), AddressChange.expires_at > now()]
        if confirming
        else [AddressChange.stoppable_until > now()]
    )
    taken = db.session.execute(
        update(AddressChange).where(*limits).values(**values).returning(AddressChange.id)  # type: ignore[arg-type]
    ).scalar_one_or_none()
    return None if taken is None else db.session.get_one(AddressChange, taken, populate_existing=True)


def _set_address(change: AddressChange, email: str) -> None:
    try:
        with db.session.begin_nested():
            db.session.execute(update(Account).where(Account.id == change.account_id).values(email=email))
    except IntegrityError:
        raise Invalid(USED) from None
    _forget_links(change.account_id)


def _forget_links(account_id: int) -> None:
    """Links for a new password that went to the address before are void."""
    db.session.execute(
        update(EmailToken)
        .where(EmailToken.account_id == account_id, EmailToken.used_at.is_(None))
        .values(used_at=now())
    )


def _forget_unconfirmed(account_id: int) -> None:
    unconfirmed = select(AddressChange.id).where(
        AddressChange.account_id == account_id, AddressChange.confirmed_at.is_(None)
    )
    db.session.execute(
        delete(AddressChange).where(AddressChange.id.in_(unconfirmed)).execution_options(synchronize_session=False)
    )
