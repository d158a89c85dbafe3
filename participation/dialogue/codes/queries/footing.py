"""Where somebody stands with a process: columns that other statements load along, and a statement of its own.

`LEVEL_ROWS` is the one place that knows which rows prove a level. A room that proves another one adds its condition
there; it is asked for the bound parameter `account`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, false, or_, select

from participation.core.actor import Actor
from participation.core.assurance import Assurance
from participation.core.database import db
from participation.dialogue.codes.models import AgeConfirmation, LevelProof
from participation.dialogue.codes.rules import Footing, proven_by
from participation.dialogue.processes.models import Process
from participation.people.identities.models import Identity
from participation.records.subjects.models import Subject

NOBODY = -1


def _by_letter() -> ColumnElement[bool]:
    here = or_(LevelProof.process_id == Process.subject_id, LevelProof.process_id.is_(None))
    return or_(_mine(LevelProof, LevelProof.level == Assurance.CODE_LETTER, here), _by_broker(Assurance.CODE_LETTER))


def _by_eid() -> ColumnElement[bool]:
    return _by_broker(Assurance.EID)


def _by_broker(level: Assurance) -> ColumnElement[bool]:
    """The city's identity broker proved this level at the last sign-in through it."""
    return _mine(Identity, Identity.assurance == level.value)


LEVEL_ROWS: dict[Assurance, Callable[[], ColumnElement[bool]]] = {
    Assurance.CODE_LETTER: _by_letter,
    Assurance.EID: _by_eid,
}
"""For each level that a row can prove: whether `account` has such a row, for the process of the statement."""


def _mine(table: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(table.account_id == bindparam("account"), *conditions).correlate(Process)


def footing_columns() -> list[ColumnElement[Any]]:
    """What `footing_in` reads of a row: for statements that have `processes` and bind `account`."""
    old_enough = _mine(
        AgeConfirmation, AgeConfirmation.process_id == Process.subject_id, AgeConfirmation.age >= Process.minimum_age
    )
    return [
        Process.subject_id.label("footing_process"), Process.slug.label("footing_slug"),
        Process.assurance.label("footing_needed"), Process.minimum_age.label("footing_age"),
        Process.assurance_changed_at.label("footing_since"), old_enough.label("footing_of_age"),
        *((LEVEL_ROWS[level]() if level in LEVEL_ROWS else false()).label(f"footing_{level}") for level in Assurance),
    ]  # fmt: skip


def account_bound(actor: Actor) -> dict[str, int]:
    """The parameter that these columns ask for."""
    return {"account": NOBODY if actor.account_id is None else actor.account_id}


def footing_in(row: Any, actor: Actor) -> Footing:
    """The footing that stands in a row with these columns."""
    rows = frozenset(level for level in Assurance if getattr(row, f"footing_{level}"))
    return Footing(
        row.footing_process, row.footing_slug, row.footing_needed, row.footing_age, row.footing_since,
        proven_by(actor, row.footing_process, rows=rows), bool(row.footing_of_age),
    )  # fmt: skip


def footing_on(subject_id: int, actor: Actor) -> Footing | None:
    """Where this person stands with a process, or with that which a thing belongs to; None where there is none."""
    row = db.session.execute(
        select(*footing_columns())
        .join(Subject, or_(Subject.process_id == Process.subject_id, Subject.id == Process.subject_id))
        .where(Subject.id == subject_id),
        account_bound(actor),
    ).first()
    return None if row is None else footing_in(row, actor)
