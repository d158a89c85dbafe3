"""Editors make codes and declare them void."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.dialogue.codes import queries, rules
from participation.dialogue.codes.events import CodesMade, CodesVoided
from participation.dialogue.codes.models import Code, CodeBatch, CodeKind
from participation.dialogue.processes.models import Process
from participation.records.journal.commands import record


def make_codes(
    process: Process | None, kind: CodeKind, *, count: int, purpose: str, valid_from: datetime, valid_until: datetime,
    key: str, actor: Actor, uses: int = 1, age_confirmed: bool = False, send_key: str | None = None,
) -> tuple[CodeBatch, list[str]]:  # fmt: skip
    """Make codes; they are returned this once, and only their keyed hashes are kept.

    Without `process` letters hold for all processes. `age_confirmed`: who orders says that all who get a group code
    have the minimum age. Raises NotAllowed for others than editors, Invalid for what nobody could use, Conflict where
    the same form made codes already: these stand in the file that it gave.
    """
    rules.check_may_make(actor, process)
    rules.check_batch(
        process, kind, count=count, uses=uses, valid_from=valid_from, valid_until=valid_until,
        age_confirmed=age_confirmed,
    )  # fmt: skip
    if send_key and queries.batch_by_key(send_key) is not None:
        raise Conflict("Diese Codes sind schon gemacht. Sie stehen in der Datei vom ersten Mal.")
    codes = _different_codes(count)
    process_id = process.subject_id if process is not None else None
    age = process.minimum_age if process is not None and age_confirmed and kind is CodeKind.GROUP else None
    batch = CodeBatch(
        process_id=process_id, kind=kind, purpose=purpose, made=count, uses=uses, age=age, valid_from=valid_from,
        valid_until=valid_until, send_key=send_key,
    )  # fmt: skip
    db.session.add(batch)
    db.session.flush()
    rows = [{"batch_id": batch.id, "code_hash": rules.code_digest(one, key=key), "uses_left": uses} for one in codes]
    rows.sort(key=lambda row: str(row["code_hash"]))  # their order says nothing of the order in the file
    db.session.execute(Code.__table__.insert(), rows)  # type: ignore[attr-defined]
    record(CodesMade(process_id, batch_id=batch.id, kind=kind, made=count, uses=uses), actor=actor)
    return batch, codes


def void_codes(batch: CodeBatch, process: Process | None, *, reason: str, actor: Actor) -> None:
    """Let nobody use what is left of a batch; who used a code before keeps what it gave them. Twice changes nothing."""
    rules.check_may_make(actor, process)
    if not reason.strip():
        raise Invalid("Bitte begründen Sie, warum die Codes nicht mehr gelten.", field="reason")
    batch = db.session.scalars(
        select(CodeBatch).where(CodeBatch.id == batch.id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if batch.void_at is not None:
        return
    batch.void_at, batch.void_reason = now(), reason.strip()
    db.session.flush()
    record(CodesVoided(batch.process_id, batch_id=batch.id), actor=actor, reason=batch.void_reason)


def _different_codes(count: int) -> list[str]:
    codes: dict[str, None] = {}
    while len(codes) < count:
        codes[rules.new_code()] = None
    return list(codes)
