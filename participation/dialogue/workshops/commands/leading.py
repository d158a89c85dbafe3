"""Facilitators plan a workshop, lead it through its stages and finish it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.dialogue.ideas.rules import check_open
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import phases_of
from participation.dialogue.processes.rules import Act
from participation.dialogue.workshops import rules
from participation.dialogue.workshops.commands.keeping import check_leading, locked_workshop, stages_of, workshop_of
from participation.dialogue.workshops.events import StageOpened, WorkshopCreated, WorkshopFinished
from participation.dialogue.workshops.models import (
    METHODS,
    QUESTIONS,
    StageKind,
    StageState,
    Workshop,
    WorkshopStage,
    WorkshopState,
)
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject, change_subject
from participation.records.subjects.models import SubjectKind

ROLE = "facilitator"


def create_workshop(
    process: Process, *, slug: str, title: str, challenge: str, starts_at: datetime, actor: Actor,
    questions: Mapping[StageKind, str] | None = None, methods: Mapping[StageKind, str] | None = None, **values: Any,
) -> Workshop:  # fmt: skip
    """Plan a workshop of a process with its six stages; questions and methods replace the usual ones."""
    subject = add_subject(
        SubjectKind.WORKSHOP, title, path=f"/werkstaetten/{slug}", process_id=process.subject_id,
        department_id=process.department_id, audience=process.audience,
    )  # fmt: skip
    workshop = Workshop(
        subject_id=subject.id, process_id=process.subject_id, slug=slug, title=title, challenge=challenge,
        starts_at=starts_at, **values,
    )  # fmt: skip
    db.session.add(workshop)
    index_subject(subject.id, title=title, text=challenge)
    for position, kind in enumerate(rules.ORDER, 1):
        db.session.add(
            WorkshopStage(
                workshop_id=subject.id, position=position, kind=kind,
                question=(questions or {}).get(kind, QUESTIONS[kind]), method=(methods or {}).get(kind, METHODS[kind]),
            )
        )  # fmt: skip
    db.session.flush()
    record(WorkshopCreated(subject.id), actor=actor)
    return workshop


def open_stage(
    workshop: Workshop, position: int, *, actor: Actor, minutes: int | None = None, moment: datetime | None = None
) -> WorkshopStage:
    """Open the next stage and close the one before; opening the open one again changes nothing.

    Raises InvalidTransition where the stage is not the next, NotAllowed outside the workshop phase of the process,
    Conflict once the workshop is finished.
    """
    moment = moment or now()
    check_leading(actor, workshop)
    row = locked_workshop(workshop.subject_id)
    stages = stages_of(row.subject_id)
    wanted = next((stage for stage in stages if stage.position == position), None)
    if wanted is None:
        raise Invalid("Diese Etappe gibt es nicht.")
    if wanted.is_open:
        return wanted
    rules.check_not_finished(row)
    rules.check_next(stages, wanted)
    check_open(phases_of(row.process_id), Act.WORKSHOP, moment=moment)
    _close(rules.open_stage_of(stages), moment)
    wanted.state, wanted.opened_at, wanted.version = StageState.OPEN, moment, wanted.version + 1
    wanted.timer_ends_at = moment + timedelta(minutes=minutes) if minutes else None
    row.state, row.version = WorkshopState.RUNNING, row.version + 1
    change_subject(row.subject_id)
    db.session.flush()
    record(StageOpened(row.subject_id, stage=wanted.kind), actor=actor, role=ROLE)
    return wanted


def extend_timer(stage: WorkshopStage, *, minutes: int, version: int, actor: Actor) -> bool:
    """Give the open stage more minutes; a second click on the same page (same `version`) changes nothing."""
    check_leading(actor, workshop_of(stage))
    if minutes not in rules.MINUTES:
        raise Invalid("Bitte wählen Sie eine der angebotenen Zeiten.", field="minutes")
    start = max(now(), stage.timer_ends_at or now())
    changed = db.session.execute(
        update(WorkshopStage)
        .where(WorkshopStage.id == stage.id, WorkshopStage.version == version, WorkshopStage.state == StageState.OPEN)
        .values(timer_ends_at=start + timedelta(minutes=minutes), version=version + 1)
        .returning(WorkshopStage.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    db.session.refresh(stage)
    return changed is not None


def summarise_stage(stage: WorkshopStage, *, summary: str, version: int, actor: Actor) -> None:
    """Write what a stage has found out. Raises Conflict where somebody else wrote it in the meantime."""
    workshop = workshop_of(stage)
    check_leading(actor, workshop)
    rules.check_not_finished(workshop)
    changed = db.session.execute(
        update(WorkshopStage)
        .where(WorkshopStage.id == stage.id, WorkshopStage.version == version)
        .values(summary=summary.strip(), version=version + 1)
        .returning(WorkshopStage.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if changed is None:
        raise Conflict("Jemand hat die Etappe inzwischen geändert. Bitte laden Sie die Seite neu.")
    db.session.refresh(stage)


def finish_workshop(workshop: Workshop, *, summary: str, actor: Actor, participants: int | None = None) -> None:
    """Close the last stage and tell the result. Raises Invalid without a summary; a second time changes nothing."""
    check_leading(actor, workshop)
    if not summary.strip():
        raise Invalid("Bitte fassen Sie zusammen, was die Werkstatt ergeben hat.", field="summary")
    row = locked_workshop(workshop.subject_id)
    if row.state is WorkshopState.FINISHED:
        return
    stages = stages_of(row.subject_id)
    if all(stage.state is StageState.WAITING for stage in stages):
        raise Conflict("Diese Werkstatt hat noch nicht begonnen. Sie können sie erst danach abschließen.")
    _close(rules.open_stage_of(stages), now())
    row.state, row.finished_at, row.version = WorkshopState.FINISHED, now(), row.version + 1
    row.summary, row.participants = summary.strip(), participants
    change_subject(row.subject_id)
    db.session.flush()
    record(WorkshopFinished(row.subject_id), actor=actor, role=ROLE)


def _close(stage: WorkshopStage | None, moment: datetime) -> None:
    if stage is not None:
        stage.state, stage.closed_at, stage.version = StageState.CLOSED, moment, stage.version + 1
        stage.timer_ends_at = None
        db.session.flush()
