"""One person asks that something go."""

from __future__ import annotations

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.desk.expunging import queries, rules
from participation.desk.expunging.commands.keeping import locked
from participation.desk.expunging.events import ExpungingRequested, ExpungingWithdrawn
from participation.desk.expunging.models import Expunging, Extent, Ground, Kind, Standing
from participation.desk.expunging.queries import Target
from participation.records.journal.commands import record


def request_expunging(
    target: Target, *, extent: Extent, part: str = "", ground: Ground, reason: str, actor: Actor,
    send_key: str | None = None,
) -> Expunging:  # fmt: skip
    """Ask that something go; a second person decides within fourteen days. The same `send_key` is taken once.

    Raises NotAllowed for other departments, Invalid without a reason or for a part that is not there, Conflict where
    it is gone already.
    """
    rules.check_may_ask(actor, target.department_id, target.process_id)
    reason = rules.check_reason(reason)
    if send_key and (known := queries.request_by_key(send_key)):
        return known
    if target.is_gone:
        raise Conflict("Das ist schon getilgt.")
    if (extent, part) not in target.extents:
        raise Invalid("Bitte wählen Sie, was getilgt werden soll.", field="what")
    expunging = new_expunging(target, extent=extent, part=part, ground=ground, reason=reason)
    expunging.requested_by_ref, expunging.send_key = actor.actor_ref, send_key
    db.session.add(expunging)
    db.session.flush()
    record(ExpungingRequested(target.subject_id, expunging_id=expunging.id, kind=target.kind), actor=actor)
    return expunging


def new_expunging(target: Target, *, extent: Extent, part: str, ground: Ground, reason: str) -> Expunging:
    """The row of a request for this thing, not yet added."""
    kind, number = target.kind, target.number
    return Expunging(
        kind=kind, subject_id=target.subject_id, answer_id=number if kind is Kind.ANSWER else None,
        document_id=number if kind is Kind.DOCUMENT else None, question_id=number if kind is Kind.QUESTION else None,
        report_id=number if kind is Kind.BARRIER else None, extent=extent, part=part, ground=ground, reason=reason,
        lapses_at=now() + rules.WAITS,
    )  # fmt: skip


def withdraw_request(expunging: Expunging, *, actor: Actor) -> None:
    """Take one's request back; doing it twice changes nothing. Raises NotAllowed for others."""
    row = locked(expunging.id)
    if actor.actor_ref is None or actor.actor_ref != row.requested_by_ref:
        raise NotAllowed("Zurücknehmen kann einen Antrag nur, wer ihn gestellt hat.")
    if row.state is Standing.WITHDRAWN:
        return
    rules.check_open(row, now())
    row.state, row.decided_at = Standing.WITHDRAWN, now()
    db.session.flush()
    record(ExpungingWithdrawn(row.subject_id, expunging_id=row.id), actor=actor)
