"""A second person decides; from a confirmation there is no way back."""

from __future__ import annotations

from datetime import datetime

from participation.core.actor import HOUSE, Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.desk.expunging import queries, rules
from participation.desk.expunging.commands.asking import new_expunging
from participation.desk.expunging.commands.keeping import locked
from participation.desk.expunging.events import ExpungingDeclined, SubjectExpunged
from participation.desk.expunging.models import Expunging, Extent, Ground, Standing
from participation.desk.expunging.queries import Target
from participation.records.journal.commands import record


def confirm_expunging(expunging: Expunging, *, actor: Actor) -> None:
    """Let it go everywhere: the rooms are told by the journal. Raises NotAllowed for whoever asked and for other
    departments, Conflict where somebody decided before, or where it waited too long."""
    row = locked(expunging.id)
    target = queries.target_of(row)
    rules.check_may_decide(actor, row, *_owner(target))
    rules.check_open(row, now())
    if target is None:
        raise Conflict("Das gibt es nicht mehr. Es ist nichts mehr zu tilgen.")
    row.decided_by_ref = actor.actor_ref
    _begin(row, target, at=now(), actor=actor)


def decline_expunging(expunging: Expunging, *, reason: str, actor: Actor) -> None:
    """Leave everything as it is, and say why. Raises as `confirm_expunging`, and Invalid without a reason."""
    row = locked(expunging.id)
    rules.check_may_decide(actor, row, *_owner(queries.target_of(row)))
    rules.check_open(row, now())
    if not reason.strip():
        raise Invalid("Bitte begründen Sie, warum nichts getilgt wird.", field="answer")
    row.state, row.decided_at, row.decided_by_ref = Standing.DECLINED, now(), actor.actor_ref
    row.answer = " ".join(reason.split())[: rules.LONGEST]
    db.session.flush()
    record(ExpungingDeclined(row.subject_id, expunging_id=row.id), actor=actor)


def repeat_expunging(
    target: Target, *, extent: Extent, part: str, ground: Ground, reason: str, decided_at: datetime
) -> Expunging | None:
    """Expunge again what an older backup brought back; two people decided on it before. None where it is gone."""
    if target.is_gone or (extent, part) not in target.extents:
        return None
    row = new_expunging(target, extent=extent, part=part, ground=ground, reason=reason)
    db.session.add(row)
    db.session.flush()
    _begin(row, target, at=decided_at, actor=HOUSE)
    return row


def _begin(row: Expunging, target: Target, *, at: datetime, actor: Actor) -> None:
    row.state, row.decided_at, row.words = Standing.CONFIRMED, at, list(_needles(row, target))
    event = SubjectExpunged(row.subject_id, expunging_id=row.id, kind=row.kind, extent=row.extent, ground=row.ground)
    row.entry_id = record(event, actor=actor).id
    db.session.flush()


def _needles(row: Expunging, target: Target) -> list[str]:
    """What mails are known by that say what goes; of a place no mail speaks."""
    if row.extent is Extent.PLACE:
        return []
    if row.extent is Extent.FIELD:
        return [text for label, text in target.texts if label == target.fields[row.part]]
    if row.extent in (Extent.EARLIER, Extent.VERSION):
        return [words for words in target.needles if words != target.title]
    return [words for words in target.needles if words]


def _owner(target: Target | None) -> tuple[int | None, int | None]:
    return (target.department_id, target.process_id) if target else (None, None)
