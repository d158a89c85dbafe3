"""Rows as they are now, locked where a change must not meet another one."""

from __future__ import annotations

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.database import db
from participation.dialogue.processes.commands.archive import check_writable
from participation.dialogue.workshops import rules
from participation.dialogue.workshops.models import Note, Workshop, WorkshopStage


def check_leading(actor: Actor, workshop: Workshop) -> None:
    """Raise NotAllowed for everyone who does not lead the workshop, and in an archived process."""
    rules.check_facilitator(actor, workshop)
    check_writable(workshop.process_id)


def locked_workshop(workshop_id: int) -> Workshop:
    """The workshop, locked until the end of the transaction: whoever leads it waits for the others who do."""
    return db.session.scalars(
        select(Workshop)
        .where(Workshop.subject_id == workshop_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def stages_of(workshop_id: int) -> list[WorkshopStage]:
    """The six stages as they are now."""
    return list(
        db.session.scalars(
            select(WorkshopStage)
            .where(WorkshopStage.workshop_id == workshop_id)
            .order_by(WorkshopStage.position)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def stage_kept_as_it_is(stage_id: int) -> WorkshopStage:
    """The stage, which nobody opens or closes until the end of the transaction; others may write beside us."""
    return db.session.scalars(
        select(WorkshopStage)
        .where(WorkshopStage.id == stage_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    ).one()


def locked_stage(stage_id: int) -> WorkshopStage:
    """The stage, locked until the end of the transaction."""
    return db.session.scalars(
        select(WorkshopStage)
        .where(WorkshopStage.id == stage_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def workshop_of(stage: WorkshopStage) -> Workshop:
    """The workshop that a stage belongs to."""
    return db.session.get_one(Workshop, stage.workshop_id)


def note_on(note_id: int) -> Note:
    """The note as it is now."""
    return db.session.scalars(
        select(Note).where(Note.subject_id == note_id).execution_options(populate_existing=True)
    ).one()
