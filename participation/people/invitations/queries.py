"""Finding invitations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select

from participation.core.database import db
from participation.people.accounts.queries import token_digest
from participation.people.invitations.models import Invitation
from participation.records.subjects.models import Subject


@dataclass(frozen=True)
class InvitationLine:
    """An invitation with what its role holds for; `scope` is None for the whole installation."""

    invitation: Invitation
    scope: Subject | None


def open_invitations() -> list[InvitationLine]:
    """Invitations that nobody answered yet, the newest first; expired ones stay until they are withdrawn."""
    rows = db.session.execute(
        _lines()
        .where(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
        .order_by(Invitation.sent_at.desc(), Invitation.id.desc())
    )
    return [InvitationLine(*row) for row in rows]


def invitation_by_id(invitation_id: int) -> Invitation | None:
    """The invitation with this number."""
    return db.session.get(Invitation, invitation_id)


def invitation_by_token(token: str) -> InvitationLine | None:
    """The invitation that this link belongs to."""
    row = db.session.execute(_lines().where(Invitation.token_hash == token_digest(token))).first()
    return None if row is None else InvitationLine(*row)


def invitations_sent_to(email: str) -> list[dict[str, Any]]:
    """The invitations that are kept with this address, as its owner may read them, newest first."""
    rows = db.session.execute(_lines().where(Invitation.email == email).order_by(Invitation.id.desc()))
    return [
        {
            "role": line.invitation.role, "scope": line.scope and line.scope.title, "sent_at": line.invitation.sent_at,
            "taken_at": line.invitation.accepted_at, "ended_at": line.invitation.withdrawn_at,
        }
        for line in (InvitationLine(*row) for row in rows)
    ]  # fmt: skip


def _lines() -> Any:
    return (
        select(Invitation, Subject)
        .outerjoin(Subject, Subject.id == Invitation.scope_id)
        .execution_options(populate_existing=True)
    )


def due_invitations(before: datetime) -> Select[*tuple[Any, ...]]:
    """Invitations that were answered, withdrawn or expired before this moment."""
    over = func.coalesce(Invitation.accepted_at, Invitation.withdrawn_at, Invitation.expires_at)
    return select(Invitation.id, over).where(
        or_(Invitation.accepted_at < before, Invitation.withdrawn_at < before, Invitation.expires_at < before)
    )
