"""How a measure's row is locked, named and linked; for the other commands of this room."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select

from participation.action.measures.models import InvolvedDepartment, Measure
from participation.core.database import db
from participation.core.slugs import slugify
from participation.records.subjects.commands import link_subjects
from participation.records.subjects.models import Link, LinkKind

LONGEST_SLUG = 66


def locked(measure: Measure) -> Measure:
    """The measure as it is now, locked until the end of the transaction."""
    return db.session.scalars(
        select(Measure)
        .where(Measure.subject_id == measure.subject_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def free_slug(title: str, subject_id: int) -> str:
    """A readable address that no other measure has; where the plain one is taken, the number makes it its own."""
    slug = slugify(title, length=LONGEST_SLUG)
    taken = db.session.scalar(select(Measure.subject_id).where(Measure.slug == slug))
    return slug if taken is None else f"{slug}-{subject_id}"


def set_goals(measure_id: int, goal_ids: Collection[int]) -> None:
    """Say which goals a measure pays into."""
    wanted = set(goal_ids)
    links = db.session.scalars(select(Link).where(Link.source_id == measure_id, Link.kind == LinkKind.PAID_INTO))
    for link in links.all():
        if link.target_id not in wanted:
            db.session.delete(link)
    for goal_id in sorted(wanted):
        link_subjects(measure_id, goal_id, LinkKind.PAID_INTO)


def set_involved(measure_id: int, department_ids: Collection[int]) -> None:
    """Say which further departments work on a measure."""
    db.session.execute(delete(InvolvedDepartment).where(InvolvedDepartment.measure_id == measure_id))
    db.session.add_all(
        InvolvedDepartment(measure_id=measure_id, department_id=department_id)
        for department_id in sorted(set(department_ids))
    )
    db.session.flush()
