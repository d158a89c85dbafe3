"""The run as it is now, locked, and the check of who works on it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from participation.action.prioritisation.models import Prioritisation
from participation.action.prioritisation.rules import running
from participation.core.actor import Actor
from participation.core.database import db
from participation.records.subjects.models import Subject


def locked_run(run_id: int) -> Prioritisation:
    """The run with its criteria, locked until the end of the transaction."""
    return db.session.scalars(
        select(Prioritisation)
        .where(Prioritisation.subject_id == run_id)
        .options(selectinload(Prioritisation.criteria))
        .with_for_update(of=Prioritisation)
        .execution_options(populate_existing=True)
    ).one()


def check_editor(run_id: int, actor: Actor) -> None:
    """Raise NotAllowed for everyone but the editors of the department."""
    subject = db.session.get_one(Subject, run_id)
    running.check_may_prepare(actor, subject.department_id, subject.process_id)
