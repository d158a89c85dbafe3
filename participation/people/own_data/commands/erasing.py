"""An account goes in four steps, each in a transaction of its own and each good to be repeated: asked for, begun after
seven days, its row deleted when every room has let go of it, closed when the last mail is out of the house."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select, update

from participation.core.actor import HOUSE
from participation.core.clock import TOWN, now
from participation.core.database import db
from participation.core.errors import Conflict
from participation.people.accounts.models import Account, EmailToken, ResetRequest, SignIn
from participation.people.accounts.queries import token_digest
from participation.people.own_data import queries, rules
from participation.people.own_data.events import AccountErased, DataTakenAlong, ErasureRequested, ErasureStopped
from participation.people.own_data.models import AddressChange, Erasure, TermsAcceptance, Texts, UnusedWarning
from participation.records.journal.commands import record
from participation.records.mailbox.commands import delete_mail_once_sent, post_mail

FAREWELL = "farewell"


def note_taken_along() -> None:
    """Note in the journal that somebody took their data along, and not who."""
    record(DataTakenAlong(None), actor=HOUSE)


def request_erasure(account: Account, *, texts: Texts) -> str:
    """Ask for one's account to be erased in seven days; signs the person out everywhere.

    Returns the token of the page that tells how far it has come. Raises NotAllowed for people who hold a role, Conflict
    where it was asked for already.
    """
    rules.check_may_erase(holds_roles=queries.holds_roles(account.id))
    if _locked_erasure(account.id) is not None:
        raise Conflict("Die Löschung Ihres Kontos ist schon vorgemerkt.")
    token = secrets.token_urlsafe(32)
    erasure = Erasure(
        account_id=account.id, token_hash=token_digest(token), texts=texts, language=account.language,
        due_at=now() + rules.WAITING,
    )  # fmt: skip
    db.session.add(erasure)
    db.session.flush()
    _end_sign_ins(account.id)
    if account.has_address:
        _tell_of_request(account, erasure, token)
    record(ErasureRequested(None, erasure_id=erasure.id, texts=texts), actor=HOUSE)
    return token


def _tell_of_request(account: Account, erasure: Erasure, token: str) -> None:
    post_mail(
        account.email, "erasure_requested", language=account.language, account_ref=account.actor_ref,
        pseudonym=account.pseudonym, token=token, texts=erasure.texts.value,
        due_on=erasure.due_at.astimezone(TOWN).date().isoformat(),
    )  # fmt: skip


def come_back(account: Account) -> bool:
    """Keep one's account after all. Returns whether an erasure was stopped."""
    erasure = _locked_erasure(account.id)
    if erasure is None:
        return False
    erasure.stopped_at, erasure.account_id = now(), None
    db.session.flush()
    if account.has_address:
        post_mail(
            account.email, "erasure_stopped", language=account.language, account_ref=account.actor_ref,
            pseudonym=account.pseudonym,
        )  # fmt: skip
    record(ErasureStopped(None, erasure_id=erasure.id), actor=HOUSE)
    return True


def begin_erasure(erasure_id: int) -> bool:
    """Take address, pseudonym and password off an account whose time is up, and let the rooms know by the journal.

    From here there is no way back. Returns whether this began now; not where a role came in at the last moment. An
    address that nobody confirmed may be somebody else's: no room lets go of anything for its sake.
    """
    erasure = db.session.scalar(select(Erasure).where(Erasure.id == erasure_id).with_for_update())
    if erasure is None or erasure.began_at is not None or erasure.stopped_at is not None or erasure.due_at > now():
        return False
    account = db.session.get_one(Account, erasure.account_id, with_for_update=True)
    if queries.holds_roles(account.id):
        return False
    erasure.address = account.email if account.is_confirmed else None
    erasure.pseudonym, erasure.actor_ref = account.pseudonym, account.actor_ref
    _empty(account)
    _end_sign_ins(account.id)
    erasure.began_at = now()
    entry = record(AccountErased(None, erasure_id=erasure.id, texts=erasure.texts, cause=erasure.cause), actor=HOUSE)
    erasure.entry_id = entry.id
    db.session.flush()
    return True


def delete_account(erasure_id: int) -> None:
    """Delete the row of an account that every room has let go of, and post the last mail.

    Raises IntegrityError where something still points at the account: the database does not forget a room.
    """
    erasure = db.session.scalar(select(Erasure).where(Erasure.id == erasure_id).with_for_update())
    if erasure is None or erasure.account_id is None or erasure.began_at is None:
        return
    account_id, address = erasure.account_id, erasure.address
    erasure.account_id = erasure.address = erasure.pseudonym = erasure.actor_ref = None
    db.session.flush()
    for table in (SignIn, EmailToken, AddressChange, UnusedWarning, TermsAcceptance):
        db.session.execute(delete(table).where(table.account_id == account_id))  # type: ignore[attr-defined]
    db.session.execute(delete(Account).where(Account.id == account_id).execution_options(synchronize_session=False))
    if address:
        db.session.execute(delete(ResetRequest).where(ResetRequest.email == address))
        post_mail(
            address, "account_erased", language=erasure.language, once_key=_farewell_of(erasure.id),
            texts=erasure.texts.value, cause=erasure.cause.value,
        )  # fmt: skip


def close_erasures() -> None:
    """Close erasures whose last mail has left or was given up: that mail goes too, and all is done."""
    open_ones = db.session.scalars(
        select(Erasure)
        .where(Erasure.began_at.is_not(None), Erasure.account_id.is_(None), Erasure.done_at.is_(None))
        .with_for_update(skip_locked=True)
    ).all()
    for erasure in open_ones:
        if delete_mail_once_sent(_farewell_of(erasure.id)):
            erasure.done_at = now()
    db.session.flush()


def _farewell_of(erasure_id: int) -> str:
    return f"{FAREWELL}:{erasure_id}"


def _empty(account: Account) -> None:
    """Leave of an account only its number; what stands in unique columns says nothing."""
    nothing = f"-{secrets.token_hex(16)}"
    account.email, account.pseudonym, account.pseudonym_key = nothing, "", nothing
    account.password_hash, account.actor_ref, account.group = "", None, None
    account.confirmed_at = account.last_sign_in_at = account.pseudonym_changed_at = None
    account.unread, account.erased_at, account.only_in_id = 0, now(), None
    db.session.flush()


def _end_sign_ins(account_id: int) -> None:
    db.session.execute(
        update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None)).values(ended_at=now())
    )


def _locked_erasure(account_id: int) -> Erasure | None:
    """The open erasure of an account; the account's row is locked, so that two requests follow one another."""
    db.session.execute(select(Account.id).where(Account.id == account_id).with_for_update(key_share=True))
    return db.session.scalar(
        select(Erasure)
        .where(Erasure.account_id == account_id, Erasure.stopped_at.is_(None), Erasure.began_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
