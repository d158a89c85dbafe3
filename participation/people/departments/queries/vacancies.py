"""What nobody is responsible for, and what hangs on a role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select

from participation.core.actor import Role
from participation.core.clock import now
from participation.core.database import db
from participation.people.accounts.models import Account
from participation.people.departments.models import RoleGrant
from participation.records.subjects.models import State, Subject, SubjectKind

# Who has to be there for which kind of thing, for itself, its process or its department.
NEEDED: Mapping[SubjectKind, tuple[Role, ...]] = {
    SubjectKind.DEPARTMENT: (Role.MODERATOR, Role.EDITOR),
    SubjectKind.PROCESS: (Role.MODERATOR, Role.EDITOR),
    SubjectKind.MEASURE: (Role.EDITOR,),
    SubjectKind.WORKSHOP: (Role.FACILITATOR,),
    SubjectKind.BODY: (Role.BODY_MEMBER,),
}
_THERE = (State.PUBLIC, State.DRAFT)


@dataclass(frozen=True)
class Vacancy:
    """Something for which a role is needed that nobody holds."""

    subject_id: int
    kind: SubjectKind
    title: str
    path: str
    missing: tuple[Role, ...]


def vacancies() -> list[Vacancy]:
    """What has no responsible person: by kind, then by name."""
    held = _held_scopes()
    statement = select(Subject).where(Subject.kind.in_(tuple(NEEDED)), Subject.state.in_(_THERE))
    found = []
    for subject in db.session.scalars(statement.order_by(Subject.title, Subject.id)):
        scopes = {subject.id, subject.process_id, subject.department_id, None}
        missing = tuple(role for role in NEEDED[subject.kind] if not held[role] & _covering(role, scopes, subject))
        if missing:
            found.append(Vacancy(subject.id, subject.kind, subject.title, subject.path, missing))
    order = list(NEEDED)
    return sorted(found, key=lambda vacancy: order.index(vacancy.kind))


def _covering(role: Role, scopes: set[int | None], subject: Subject) -> set[int | None]:
    """For which scopes a role counts for this thing: a workshop is led by who is named on it or on its process."""
    return scopes - {subject.department_id} if role is Role.FACILITATOR else scopes


def _held_scopes() -> dict[Role, set[int | None]]:
    moment, held = now(), defaultdict[Role, set[int | None]](set)
    rows = db.session.execute(
        select(RoleGrant.role, RoleGrant.scope_id)
        .join(Account, Account.id == RoleGrant.account_id)
        .where(
            Account.erased_at.is_(None), RoleGrant.valid_from <= moment,
            or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > moment),
        )
        .distinct()
    )  # fmt: skip
    for role, scope_id in rows:
        held[role].add(scope_id)
    return held


def things_under(scope_id: int, *, most: int = 12) -> tuple[list[Subject], int]:
    """The processes, measures and workshops that belong to a scope, the newest first, and how many there are."""
    statement = select(Subject).where(
        Subject.kind.in_((SubjectKind.PROCESS, SubjectKind.MEASURE, SubjectKind.WORKSHOP)), Subject.id != scope_id,
        or_(Subject.department_id == scope_id, Subject.process_id == scope_id), Subject.state.in_(_THERE),
    )  # fmt: skip
    found = list(db.session.scalars(statement.order_by(Subject.changed_at.desc(), Subject.id)))
    return found[:most], len(found)
