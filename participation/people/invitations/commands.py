"""Inviting, sending anew, withdrawing, accepting."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from participation.core.actor import Actor, Role
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Invalid, NotAllowed
from participation.people.accounts.commands import adopt_account, create_account
from participation.people.accounts.models import Account
from participation.people.accounts.queries import account_by_email, token_digest
from participation.people.accounts.rules import email_key
from participation.people.departments.commands import grant_role
from participation.people.departments.models import RoleGrant
from participation.people.departments.queries import person_of_account
from participation.people.departments.rules import ROLES, check_scope, check_term
from participation.people.invitations import rules
from participation.people.invitations.events import (
    InvitationAccepted,
    InvitationSentAgain,
    InvitationWithdrawn,
    PersonInvited,
)
from participation.people.invitations.models import Invitation
from participation.records.journal.commands import record
from participation.records.mailbox.commands import post_mail
from participation.records.subjects.models import Subject


def invite(
    email: str, role: Role, *, scope_id: int | None, until: datetime | None, language: str, actor: Actor
) -> Invitation:
    """Invite whoever has this address to take a role over, and mail them the link.

    Raises Invalid where the role cannot hold for that, or the address has the role or an open invitation to it.
    """
    _ask_rule(actor)
    check_scope(role, None if scope_id is None else db.session.get(Subject, scope_id), scope_id=scope_id)
    check_term(now(), until, now=now())
    known = account_by_email(email)
    if known is not None and _holds(known.id, role, scope_id):
        raise Invalid("Wer diese Adresse hat, hat die Aufgabe schon.", field="email")
    invitation = Invitation(
        email=email_key(email), role=role, scope_id=scope_id, role_until=until, language=language,
        invited_by_ref=actor.actor_ref, token_hash=secrets.token_hex(32), expires_at=now() + rules.OPEN_FOR,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(invitation)
    except IntegrityError:
        raise Invalid(
            "Diese Adresse ist dafür schon eingeladen. In der Liste können Sie die Einladung noch einmal schicken.",
            field="email",
        ) from None
    _send(invitation)
    record(PersonInvited(scope_id, role=role, invitation_id=invitation.id), actor=actor)
    return invitation


def send_again(invitation_id: int, *, actor: Actor) -> Invitation:
    """Mail a new link, good for fourteen days from now; the old one ends."""
    invitation = _open(invitation_id, actor=actor)
    _send(invitation)
    event = InvitationSentAgain(invitation.scope_id, role=invitation.role, invitation_id=invitation.id)
    record(event, actor=actor)
    return invitation


def withdraw(invitation_id: int, *, actor: Actor) -> None:
    """Take an invitation back: its link ends."""
    invitation = _open(invitation_id, actor=actor)
    invitation.withdrawn_at = now()
    event = InvitationWithdrawn(invitation.scope_id, role=invitation.role, invitation_id=invitation.id)
    record(event, actor=actor)


def accept(token: str, *, account_id: int) -> Invitation:
    """Take the role over with the account that has the address; of two at the same moment one does.

    Raises Invalid where the link is used up, too old or withdrawn, NotAllowed where it went to another address.
    """
    account = db.session.get_one(Account, account_id)
    if not account.is_confirmed:
        raise NotAllowed("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse.")
    invitation = _claimed(token)
    if invitation.email != account.email:
        raise NotAllowed("Diese Einladung ging an eine andere E-Mail-Adresse.")
    _take_over(invitation, account)
    return invitation


def join(token: str, *, pseudonym: str, password_hash: str) -> Account:
    """Make an account with the address that was invited, and take the role over with it.

    Raises Invalid where the link cannot be used any more, the address has an account, or the pseudonym is taken.
    """
    invitation = _claimed(token)
    known = account_by_email(invitation.email)
    if known is not None and known.is_confirmed:
        raise Invalid("Mit dieser Adresse gibt es schon ein Konto. Bitte melden Sie sich damit an.", field="pseudonym")
    if known is not None:
        adopt_account(known, pseudonym=pseudonym, password_hash=password_hash)
    account = known or create_account(
        invitation.email, pseudonym=pseudonym, password_hash=password_hash, language=invitation.language, confirmed=True
    )
    _take_over(invitation, account)
    return account


def forget_invitations(invitation_ids: Sequence[int]) -> None:
    """Delete invitations that were answered, withdrawn or expired a while ago."""
    db.session.execute(delete(Invitation).where(Invitation.id.in_(invitation_ids)))


def _ask_rule(actor: Actor) -> None:
    if not rules.may_invite(actor):
        raise NotAllowed("Einladen darf nur die Administration.")


def _open(invitation_id: int, *, actor: Actor) -> Invitation:
    _ask_rule(actor)
    invitation = db.session.scalar(
        select(Invitation)
        .where(Invitation.id == invitation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if invitation is None or invitation.accepted_at is not None or invitation.withdrawn_at is not None:
        raise Invalid("Diese Einladung ist schon angenommen oder zurückgezogen.")
    return invitation


def _send(invitation: Invitation) -> None:
    token = secrets.token_urlsafe(32)
    invitation.token_hash = token_digest(token)
    invitation.sent_at, invitation.expires_at = now(), now() + rules.OPEN_FOR
    db.session.flush()
    scope = db.session.get(Subject, invitation.scope_id) if invitation.scope_id is not None else None
    post_mail(
        invitation.email, "invitation", language=invitation.language, token=token, role=ROLES[invitation.role],
        scope=scope.title if scope else "",
    )  # fmt: skip


def _claimed(token: str) -> Invitation:
    claimed = db.session.execute(
        update(Invitation)
        .where(
            Invitation.token_hash == token_digest(token), Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None), Invitation.expires_at > now(),
        )
        .values(accepted_at=now())
        .returning(Invitation.id)
    ).scalar_one_or_none()  # fmt: skip
    if claimed is None:
        raise Invalid("Diese Einladung wurde schon angenommen, ist abgelaufen oder wurde zurückgezogen.")
    return db.session.get_one(Invitation, claimed)


def _take_over(invitation: Invitation, account: Account) -> None:
    person = person_of_account(account.id)
    assert person is not None
    if not _holds(account.id, invitation.role, invitation.scope_id, until=invitation.role_until):
        grant_role(account.id, invitation.role, scope_id=invitation.scope_id, actor=person, until=invitation.role_until)
    event = InvitationAccepted(invitation.scope_id, role=invitation.role, invitation_id=invitation.id)
    record(event, actor=person)


def _holds(account_id: int, role: Role, scope_id: int | None, *, until: datetime | None = None) -> bool:
    """Whether an account holds a role now, and at least until then; a role without end holds longest."""
    grant = db.session.scalar(
        select(RoleGrant).where(
            RoleGrant.account_id == account_id,
            RoleGrant.role == role,
            RoleGrant.scope_id.is_not_distinct_from(scope_id),
        )
    )
    if grant is None or not grant.holds_at(now()) or grant.deputy_for_id is not None:
        return False
    return grant.valid_until is None or (until is not None and grant.valid_until >= until)


def forget_person(address: str, *, actor_ref: str | None) -> None:
    """Delete invitations to an address, and let those that somebody sent stand without saying who it was."""
    if address:
        gone = delete(Invitation).where(Invitation.email == address)
        db.session.execute(gone.execution_options(synchronize_session=False))
    if actor_ref:
        sent = update(Invitation).where(Invitation.invited_by_ref == actor_ref).values(invited_by_ref=None)
        db.session.execute(sent.execution_options(synchronize_session=False))
