"""Making departments and giving roles."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from participation.core.actor import Actor, Role
from participation.core.clock import now
from participation.core.database import db
from participation.people.departments.events import DepartmentCreated, RoleGranted
from participation.people.departments.models import Department, RoleGrant
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject
from participation.records.subjects.models import SubjectKind


def create_department(name: str, *, slug: str, actor: Actor, **values: Any) -> Department:
    """A new department."""
    subject = add_subject(SubjectKind.DEPARTMENT, name, path=f"/fachabteilungen/{slug}")
    subject.department_id = subject.id
    department = Department(subject_id=subject.id, name=name, slug=slug, **values)
    db.session.add(department)
    index_subject(subject.id, title=name, text=department.description or "")
    record(DepartmentCreated(subject.id), actor=actor)
    return department


def grant_role(
    account_id: int, role: Role, *, scope_id: int | None, actor: Actor, until: datetime | None = None
) -> RoleGrant:
    """Give a person a role for a scope; giving it twice changes nothing."""
    found = db.session.scalar(
        select(RoleGrant).where(
            RoleGrant.account_id == account_id,
            RoleGrant.role == role,
            RoleGrant.scope_id.is_not_distinct_from(scope_id),
        )
    )
    if found is not None:
        found.valid_until = until
        return found
    grant = RoleGrant(account_id=account_id, role=role, scope_id=scope_id, valid_from=now(), valid_until=until)
    db.session.add(grant)
    db.session.flush()
    record(RoleGranted(scope_id, role=role), actor=actor)
    return grant
