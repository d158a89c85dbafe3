"""Dots: each person has a few of them per stage, one per note; setting and taking back are two idempotent acts.

No journal line is written and no page shows who set a dot.
"""

from __future__ import annotations

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict
from participation.dialogue.codes.queries import footing_on
from participation.dialogue.processes.queries import phases_of
from participation.dialogue.workshops import rules
from participation.dialogue.workshops.commands.keeping import note_on, stage_kept_as_it_is, workshop_of
from participation.dialogue.workshops.models import Dot, Note, Workshop
from participation.people.accounts.models import Account


def set_dot(note: Note, *, actor: Actor) -> None:
    """Set one of one's dots on a note; a second time changes nothing.

    Raises Conflict where all dots of the stage are set already, NotAllowed while the stage or the phase is shut.
    """
    workshop, row = _checked(note, actor)
    rules.check_on_wall(row)
    _wait_for_own_requests(actor)
    if db.session.get(Dot, (row.subject_id, actor.account_id), populate_existing=True) is not None:
        return
    if dots_used(row.stage_id, actor.account_id) >= workshop.dots_per_person:
        raise Conflict(
            "Sie haben alle %(count)s Punkte dieser Etappe vergeben. Nehmen Sie zuerst einen zurück.",
            count=workshop.dots_per_person,
        )
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    fresh = db.session.execute(
        insert(Dot)
        .values(note_id=row.subject_id, account_id=actor.account_id, set_at=now())
        .on_conflict_do_nothing()
        .returning(Dot.note_id)
    ).scalar_one_or_none()
    if fresh is not None:
        _count(row, 1)


def take_dot_back(note: Note, *, actor: Actor) -> None:
    """Take one's dot off a note; where there is none, nothing changes."""
    _, row = _checked(note, actor)
    gone = db.session.execute(
        delete(Dot)
        .where(Dot.note_id == row.subject_id, Dot.account_id == actor.account_id)
        .returning(Dot.note_id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if gone is not None:
        _count(row, -1)


def dots_used(stage_id: int, account_id: int | None) -> int:
    """How many dots a person has set in a stage."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Dot)
            .join(Note, Note.subject_id == Dot.note_id)
            .where(Note.stage_id == stage_id, Dot.account_id == account_id)
        )
        or 0
    )


def _checked(note: Note, actor: Actor) -> tuple[Workshop, Note]:
    stage = stage_kept_as_it_is(note.stage_id)
    workshop = workshop_of(stage)
    rules.check_may_take_part(
        actor, phases_of(workshop.process_id), stage, footing=footing_on(workshop.process_id, actor)
    )
    return workshop, note_on(note.subject_id)


def _wait_for_own_requests(actor: Actor) -> None:
    """Let requests of the same person follow one another, so that none counts dots that another is just setting."""
    db.session.execute(select(Account.id).where(Account.id == actor.account_id).with_for_update(key_share=True))


def _count(note: Note, step: int) -> None:
    db.session.execute(
        update(Note)
        .where(Note.subject_id == note.subject_id)
        .values(dots=Note.dots + step)
        .execution_options(synchronize_session=False)
    )
    db.session.expire(note, ["dots"])
