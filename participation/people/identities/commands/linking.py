"""Linking an identity with an account, and taking it away again."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from participation.core.actor import HOUSE, Actor
from participation.core.database import db
from participation.core.errors import Invalid
from participation.people.accounts.commands import end_sign_ins_that_came_by
from participation.people.accounts.models import Account
from participation.people.identities import rules
from participation.people.identities.commands.roles import end_roles
from participation.people.identities.events import IdentityLinked, IdentityUnlinked
from participation.people.identities.models import BrokerRole, Identity
from participation.records.journal.commands import record
from participation.records.mailbox.commands import post_mail


def link(proof: rules.Proof, *, account_id: int) -> Identity:
    """Let whoever the broker proved sign in to this account, and tell its owner by mail.

    Raises Invalid where the identity belongs to an account already, or nobody has confirmed the account's address: who
    then shows that it is theirs shall not find somebody else's way in.
    """
    account = db.session.get_one(Account, account_id)
    if not account.is_confirmed:
        raise Invalid("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse.")
    identity = Identity(account_id=account_id, issuer=proof.issuer, subject_hash=proof.subject_hash)
    try:
        with db.session.begin_nested():
            db.session.add(identity)
    except IntegrityError:
        raise Invalid("Dieser Zugang gehört schon zu einem Konto hier.") from None
    record(IdentityLinked(None, person_ref=account.actor_ref), actor=HOUSE)
    _tell(account, "identity_linked")
    return identity


def unlink(account_id: int, identity_id: int, *, kept: str, actor: Actor) -> bool:
    """Take an identity away, with the roles and the sign-ins that came by it, all but the present one (`kept`).

    Returns whether it is theirs. Raises Invalid where it is the only way in.
    """
    account = db.session.get_one(Account, account_id, with_for_update=True, populate_existing=True)
    identity = db.session.scalar(
        select(Identity).where(Identity.id == identity_id, Identity.account_id == account_id).with_for_update()
    )
    if identity is None:
        return False
    others = select(func.count()).where(Identity.account_id == account_id, Identity.id != identity_id)
    rules.check_may_unlink(has_password=bool(account.password_hash), others=int(db.session.scalar(others) or 0))
    end_roles(identity)
    end_sign_ins_that_came_by(identity.subject_hash, kept=kept)
    db.session.execute(delete(BrokerRole).where(BrokerRole.identity_id == identity.id))
    db.session.delete(identity)
    record(IdentityUnlinked(None, person_ref=account.actor_ref), actor=actor)
    _tell(account, "identity_unlinked")
    return True


def _tell(account: Account, template: str) -> None:
    post_mail(
        account.email, template, language=account.language, account_ref=account.actor_ref, pseudonym=account.pseudonym
    )
