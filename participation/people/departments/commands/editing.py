"""Setting up departments on pages."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from participation.core.actor import Actor, Role
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.core.slugs import slugify
from participation.people.departments.commands.departments import create_department
from participation.people.departments.events import DepartmentChanged
from participation.people.departments.models import Department
from participation.people.departments.queries import all_departments, department_by_slug
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import change_subject

STALE = "Jemand hat diese Angaben inzwischen geändert. Bitte vergleichen Sie beide Fassungen."


def set_up_department(name: str, *, actor: Actor, **values: Any) -> Department:
    """A new department, its address made of its name. Raises Invalid where there is one of this name."""
    _check_administrator(actor)
    slug = slugify(name)
    if department_by_slug(slug) is not None:
        raise Invalid("Eine Abteilung mit diesem Namen gibt es schon.", field="name")
    position = max((department.position for department in all_departments()), default=0) + 1
    return create_department(name, slug=slug, actor=actor, position=position, **values)


def edit_department(department: Department, *, actor: Actor, version: int, **values: Any) -> None:
    """Change what is said of a department; its address stays. Raises Conflict where `version` is not the newest."""
    _check_administrator(actor)
    changed = sorted(name for name, value in values.items() if getattr(department, name) != value)
    newest = db.session.scalar(
        update(Department)
        .where(Department.subject_id == department.subject_id, Department.version == version)
        .values(**values, version=version + 1, changed_at=now())
        .execution_options(synchronize_session=False)
        .returning(Department.version)
    )
    if newest is None:
        raise Conflict(STALE)
    db.session.refresh(department)
    change_subject(department.subject_id, title=department.name)
    index_subject(department.subject_id, title=department.name, text=department.description)
    record(DepartmentChanged(department.subject_id, fields=tuple(changed)), actor=actor, role="administrator")


def _check_administrator(actor: Actor) -> None:
    if not actor.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("Abteilungen richtet die Administration ein.")
