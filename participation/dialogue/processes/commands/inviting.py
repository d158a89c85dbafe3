"""Inviting people into a process that is not for everyone, and letting them in."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import NotAllowed
from participation.dialogue.processes import rules
from participation.dialogue.processes.commands.keeping import to_write
from participation.dialogue.processes.events import InvitationEnded, InvitationsSent
from participation.dialogue.processes.models import Invitation, Process
from participation.people.accounts.queries import account_by_email
from participation.records.journal.commands import record
from participation.records.mailbox.commands import post_mail
from participation.records.subjects.models import Admission


def renew_link(process: Process, *, actor: Actor) -> Invitation:
    """A link for whoever holds it; one that was there before does not lead in any more."""
    process = to_write(process, actor)
    rules.check_may_invite(process)
    ended = update(Invitation).where(
        Invitation.process_id == process.subject_id, Invitation.email == "", Invitation.ended_at.is_(None)
    )
    db.session.execute(ended.values(ended_at=now()).execution_options(synchronize_session=False))
    link = Invitation(process_id=process.subject_id)
    db.session.add(link)
    db.session.flush()
    record(InvitationsSent(process.subject_id, count=0), actor=actor, role="editor")
    return link


def invite(process: Process, addresses: Collection[str], *, secret: str, actor: Actor) -> int:
    """Send each address an invitation of its own; who has one already gets none. Returns how many were sent."""
    process = to_write(process, actor)
    rules.check_may_invite(process)
    known = set(
        db.session.scalars(
            select(Invitation.email).where(Invitation.process_id == process.subject_id, Invitation.ended_at.is_(None))
        )
    )
    fresh = [address for address in addresses if address not in known]
    for address in fresh:
        invitation = Invitation(process_id=process.subject_id, email=address)
        db.session.add(invitation)
        db.session.flush()
        token = rules.invitation_token(invitation.id, secret=secret)
        post_mail(
            address, "process_invitation", once_key=f"invited:{invitation.id}", title=process.title,
            question=process.question, token=token,
        )  # fmt: skip
    if fresh:
        record(InvitationsSent(process.subject_id, count=len(fresh)), actor=actor, role="editor")
    return len(fresh)


def end_invitation(process: Process, invitation: Invitation, *, actor: Actor) -> None:
    """Let an invitation lead in no more; who came in by their address is out again. Doing it twice changes nothing."""
    process = to_write(process, actor)
    if invitation.ended_at is not None:
        return
    invitation.ended_at = now()
    account = account_by_email(invitation.email) if invitation.email else None
    if account is not None:
        db.session.execute(
            delete(Admission).where(Admission.subject_id == process.subject_id, Admission.account_id == account.id)
        )
    db.session.flush()
    record(InvitationEnded(process.subject_id), actor=actor, role="editor")


def accept_invitation(invitation: Invitation, *, email: str, actor: Actor) -> None:
    """Let somebody in; doing it twice changes nothing. Raises Conflict for an invitation that was ended, NotAllowed
    for another address."""
    if actor.account_id is None:
        raise NotAllowed("Bitte melden Sie sich an.")
    rules.check_invitation(invitation, email=email, is_confirmed=actor.is_confirmed)
    if db.session.get(Admission, (invitation.process_id, actor.account_id)) is None:
        with suppress(IntegrityError), db.session.begin_nested():  # the same click twice at the same moment
            db.session.add(Admission(subject_id=invitation.process_id, account_id=actor.account_id))
    invitation.used_at = invitation.used_at or now()
    db.session.flush()


def forget_guest(account_id: int, email: str) -> None:
    """Keep nothing of somebody who was let in: for the erasure of an account."""
    db.session.execute(delete(Admission).where(Admission.account_id == account_id))
    db.session.execute(delete(Invitation).where(Invitation.email == email.strip().lower(), Invitation.email != ""))
    db.session.flush()
