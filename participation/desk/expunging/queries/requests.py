"""Requests: those that wait for a second person, and what became of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true

from participation.core.actor import Actor, Role
from participation.core.clock import now
from participation.core.database import db
from participation.desk.expunging import rules
from participation.desk.expunging.models import Expunging, Standing
from participation.records.subjects.models import Subject

OWNERS = (Role.EDITOR, Role.MODERATOR)


@dataclass(frozen=True)
class Line:
    """A request as a list shows it: no word of what it is about."""

    expunging: Expunging
    department: str


def expunging_by_id(expunging_id: int) -> Expunging | None:
    """The request, whoever asks; rules are asked by who calls."""
    return db.session.get(Expunging, expunging_id)


def request_by_key(send_key: str) -> Expunging | None:
    """The request that was made with this form."""
    return db.session.scalar(select(Expunging).where(Expunging.send_key == send_key)) if send_key else None


def open_requests(actor: Actor) -> list[Line]:
    """What waits for a second person in what is this person's, the oldest first."""
    return _lines(actor, _waiting(), Expunging.requested_at, Expunging.id)


def done_requests(actor: Actor, *, offset: int = 0, most: int = 25) -> tuple[int, list[Line]]:
    """What was decided on, the newest first, and how many there are."""
    decided = ~_waiting()
    count = db.session.scalar(_of(actor, select(func.count(Expunging.id))).where(decided)) or 0
    lines = _lines(actor, decided, Expunging.id.desc(), offset=offset, most=most)
    return count, lines


def is_waiting(expunging: Expunging) -> bool:
    """Whether a second person can still decide on it."""
    return expunging.state is Standing.REQUESTED and expunging.lapses_at > now()


def lapsed_requests() -> list[int]:
    """Requests that waited too long."""
    return list(
        db.session.scalars(
            select(Expunging.id)
            .where(Expunging.state == Standing.REQUESTED, Expunging.lapses_at <= now())
            .order_by(Expunging.id)
        )
    )


def _waiting() -> ColumnElement[bool]:
    return (Expunging.state == Standing.REQUESTED) & (Expunging.lapses_at > now())


def _lines(actor: Actor, where: ColumnElement[bool], *order: Any, offset: int = 0, most: int = 200) -> list[Line]:
    rows = db.session.execute(
        _of(actor, select(Expunging, Subject.department_id)).where(where).order_by(*order).offset(offset).limit(most)
    ).all()
    ids = {department_id for _, department_id in rows if department_id is not None}
    found = db.session.execute(select(Subject.id, Subject.title).where(Subject.id.in_(ids)))
    names = {row.id: row.title for row in found}
    return [Line(expunging, names.get(department_id, "")) for expunging, department_id in rows]


def _of(actor: Actor, statement: Any) -> Any:
    joined = statement.select_from(Expunging).outerjoin(Subject, Subject.id == Expunging.subject_id)
    if any(actor.has_role(role) for role in rules.EVERYWHERE):
        return joined.where(true())
    scopes = [scope for role in OWNERS for scope in actor.scopes_of(role) if scope is not None]
    if any(None in actor.scopes_of(role) for role in OWNERS):
        return joined.where(Expunging.subject_id.is_not(None))
    return joined.where(or_(Subject.department_id.in_(scopes), Subject.process_id.in_(scopes), Subject.id.in_(scopes)))
