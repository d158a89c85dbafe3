"""What the clock and the worker do with requests."""

from __future__ import annotations

from sqlalchemy import update

from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.database import db
from participation.desk.expunging.commands.keeping import locked
from participation.desk.expunging.events import ExpungingDone, ExpungingLapsed
from participation.desk.expunging.models import Expunging, Standing
from participation.records.journal.commands import record


def close_expunging(expunging_id: int) -> None:
    """All rooms have acted: say so, and forget what mails were known by."""
    row = locked(expunging_id)
    if row.done_at is None and row.state is Standing.CONFIRMED:
        row.done_at, row.words = now(), None
        db.session.flush()
        event = ExpungingDone(row.subject_id, expunging_id=row.id, kind=row.kind, extent=row.extent, ground=row.ground)
        record(event, actor=HOUSE)


def let_lapse(expunging_id: int) -> None:
    """Nobody decided in time."""
    row = locked(expunging_id)
    if row.state is Standing.REQUESTED and row.lapses_at <= now():
        row.state, row.decided_at = Standing.LAPSED, now()
        db.session.flush()
        record(ExpungingLapsed(row.subject_id, expunging_id=row.id), actor=HOUSE)


def forget_person(actor_ref: str) -> None:
    """Let requests and decisions stand without saying whose they were."""
    for column in (Expunging.requested_by_ref, Expunging.decided_by_ref):
        gone = update(Expunging).where(column == actor_ref).values({column: None})
        db.session.execute(gone.execution_options(synchronize_session=False))
