"""The four target levels: written before a measure starts, fixed at the latest when it is implemented, never lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from participation.action.measures import rules
from participation.action.measures.commands.keeping import locked
from participation.action.measures.events import TargetLevelChanged, TargetLevelsFixed, TargetLevelsWritten
from participation.action.measures.models import FormerTargetLevel, Measure, TargetLevel
from participation.core.actor import Actor
from participation.core.clock import at_noon, now, today
from participation.core.database import db
from participation.core.errors import Invalid
from participation.records.journal.commands import record
from participation.records.subjects.commands import change_subject


def write_target_levels(measure: Measure, conditions: Mapping[int, str], *, actor: Actor, reason: str = "") -> None:
    """Write the conditions of levels (1 to 4). Once they are fixed, a change needs a reason and keeps the old text."""
    rules.check_editor(actor, measure)
    rules.check_conditions(conditions)
    row = locked(measure)
    known = {
        level.level: level
        for level in db.session.scalars(select(TargetLevel).where(TargetLevel.measure_id == row.subject_id))
    }
    changed = {n: text for n, text in conditions.items() if n not in known or known[n].condition != text}
    if not changed:
        return
    fixed = row.levels_fixed_at is not None
    if fixed and not reason.strip():
        raise Invalid("Die Zielstufen stehen fest. Bitte begründen Sie, warum Sie etwas daran ändern.", field="reason")
    for number, text in sorted(changed.items()):
        if number not in known:
            db.session.add(TargetLevel(measure_id=row.subject_id, level=number, condition=text))
            continue
        if fixed:
            _keep_former(known[number], reason)
            record(TargetLevelChanged(row.subject_id, level=number), actor=actor, role="editor", reason=reason)
        known[number].condition = text
        known[number].version += 1
    change_subject(row.subject_id)
    db.session.flush()
    if not fixed:
        record(TargetLevelsWritten(row.subject_id), actor=actor, role="editor")


def fix_target_levels(measure: Measure, *, actor: Actor) -> None:
    """Fix the levels before implementation begins, where a trial is to be measured by them; twice changes nothing.

    Raises Conflict while not all four are written.
    """
    rules.check_editor(actor, measure)
    row = locked(measure)
    fix_levels(row, today(), actor)


def fix_levels(row: Measure, day: date, actor: Actor) -> None:
    """Fix the levels of a locked measure from this day on."""
    statement = select(TargetLevel.level).where(TargetLevel.measure_id == row.subject_id)
    rules.check_levels_written(db.session.scalars(statement).all())
    if row.levels_fixed_at is None:
        row.levels_fixed_at = now() if day == today() else at_noon(day)
        record(TargetLevelsFixed(row.subject_id), actor=actor)


def note_reached_level(measure: Measure, level: int) -> None:
    """Keep on the measure which level it has reached; monitoring asks for it and keeps the evidence."""
    row = locked(measure)
    row.reached_level = level
    change_subject(row.subject_id)
    db.session.flush()


def _keep_former(level: TargetLevel, reason: str) -> None:
    db.session.add(FormerTargetLevel(target_level_id=level.id, condition=level.condition, reason=reason))
