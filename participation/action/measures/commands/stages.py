"""Moving a measure from stage to stage: with a day, a reason, and who decided."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from participation.action.measures import rules
from participation.action.measures.commands.keeping import locked
from participation.action.measures.commands.levels import fix_levels
from participation.action.measures.events import StageChanged
from participation.action.measures.models import Measure, MeasureStage, StageChange
from participation.core.actor import Actor
from participation.core.clock import today
from participation.core.database import db
from participation.core.errors import Invalid
from participation.dialogue.ideas.commands import mark_realised
from participation.dialogue.ideas.models import Idea, IdeaStatus
from participation.people.bodies.queries import decision_by_id
from participation.records.journal.commands import record
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import Link, LinkKind


def change_stage(
    measure: Measure,
    stage: MeasureStage,
    *,
    changed_on: date,
    reason: str,
    actor: Actor,
    decided_by: str = "",
    decision_id: int | None = None,
    lesson: str = "",
) -> StageChange:
    """Move a measure to a stage. With a decision, the body that took it is who decided.

    Raises InvalidTransition where the stage does not follow on the present one, Invalid where the gate stays shut.
    """
    rules.check_editor(actor, measure)
    row = locked(measure)
    found = decision_by_id(decision_id) if decision_id else None
    decision, body = found or (None, None)
    decided_by = body.name if body is not None else decided_by
    rules.check_stage_change(row, stage, changed_on=changed_on, today=today(), reason=reason, lesson=lesson)
    rules.check_gate(row, stage, decision=decision, body=body)
    rules.check_decider(decided_by)
    _check_unused(decision_id)
    if stage is MeasureStage.IMPLEMENTATION:
        fix_levels(row, changed_on, actor)
    change = StageChange(
        measure_id=row.subject_id, position=_last_position(row) + 1, stage=stage, changed_on=changed_on, reason=reason,
        decided_by=decided_by, decision_id=decision_id or None, recorded_by_ref=actor.actor_ref,
    )  # fmt: skip
    old, row.stage, row.stage_since, row.lesson = row.stage, stage, changed_on, lesson or row.lesson
    db.session.add(change)
    change_subject(row.subject_id)
    db.session.flush()
    event = StageChanged(row.subject_id, old=old, new=stage, decision_id=decision_id or None)
    record(event, actor=actor, role="editor", reason=reason, decided_by=decided_by)
    if stage is MeasureStage.OPERATION:
        _realise_ideas(row, actor, reason)
    return change


def _check_unused(decision_id: int | None) -> None:
    if decision_id and db.session.scalar(select(StageChange.id).where(StageChange.decision_id == decision_id)):
        raise Invalid("Auf diese Entscheidung stützt sich schon ein früherer Schritt.", field="decision_id")


def _last_position(measure: Measure) -> int:
    statement = select(func.max(StageChange.position)).where(StageChange.measure_id == measure.subject_id)
    return int(db.session.scalar(statement) or 0)


def _realise_ideas(measure: Measure, actor: Actor, reason: str) -> None:
    """What the ideas asked for is there, once the measure is in regular operation."""
    ideas = db.session.scalars(
        select(Idea)
        .join(Link, Link.source_id == Idea.subject_id)
        .where(
            Link.target_id == measure.subject_id, Link.kind == LinkKind.GREW_FROM, Idea.status == IdeaStatus.PROMOTED
        )
    ).all()
    for idea in ideas:
        mark_realised(idea, actor=actor, reason=reason)
