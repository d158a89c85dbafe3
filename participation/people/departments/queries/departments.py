"""Finding departments."""

from __future__ import annotations

from sqlalchemy import select

from participation.core.database import db
from participation.people.departments.models import Department


def all_departments() -> list[Department]:
    """All departments in their order."""
    return list(db.session.scalars(select(Department).order_by(Department.position, Department.name)))


def department_by_slug(slug: str) -> Department | None:
    """The department with this name in its address."""
    return db.session.scalar(select(Department).where(Department.slug == slug))
