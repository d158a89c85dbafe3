"""What this room and those below know of a person, for the person's own eyes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from participation.core.actor import Role
from participation.core.database import db
from participation.people.accounts.models import SignIn
from participation.people.departments.models import RoleGrant
from participation.people.own_data.models import TermsAcceptance
from participation.records.subjects.models import Admission, Subject


@dataclass(frozen=True)
class Kept:
    """A sign-in as it is kept."""

    device: str
    created_at: datetime
    seen_at: datetime
    ended_at: datetime | None


def sign_ins_kept_of(account_id: int) -> list[Kept]:
    """A person's sign-ins, those that ended among them, newest first."""
    rows = db.session.execute(
        select(SignIn.device, SignIn.created_at, SignIn.seen_at, SignIn.ended_at)
        .where(SignIn.account_id == account_id)
        .order_by(SignIn.created_at.desc(), SignIn.id.desc())
    )
    return [Kept(*row) for row in rows]


def roles_of(account_id: int) -> list[tuple[Role, str | None, datetime, datetime | None]]:
    """A person's roles: which, for what, from when, until when."""
    rows = db.session.execute(
        select(RoleGrant.role, Subject.title, RoleGrant.valid_from, RoleGrant.valid_until)
        .outerjoin(Subject, Subject.id == RoleGrant.scope_id)
        .where(RoleGrant.account_id == account_id)
        .order_by(RoleGrant.valid_from, RoleGrant.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def terms_accepted_by(account_id: int) -> list[tuple[int, datetime]]:
    """Which versions of the terms a person accepted after signing up, and when."""
    rows = db.session.execute(
        select(TermsAcceptance.number, TermsAcceptance.accepted_at)
        .where(TermsAcceptance.account_id == account_id)
        .order_by(TermsAcceptance.number)
    )
    return [(row[0], row[1]) for row in rows]


def admissions_of(account_id: int) -> list[tuple[str, datetime]]:
    """The processes for invited people that a person was let into, and when."""
    rows = db.session.execute(
        select(Subject.title, Admission.admitted_at)
        .join(Admission, Admission.subject_id == Subject.id)
        .where(Admission.account_id == account_id)
        .order_by(Admission.admitted_at, Subject.id)
    )
    return [(row[0], row[1]) for row in rows]
