"""Making departments."""

from __future__ import annotations

from typing import Any

from participation.core.actor import Actor
from participation.core.database import db
from participation.people.departments.events import DepartmentCreated
from participation.people.departments.models import Department
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
