"""Which subjects there are for whom, and what they are linked with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, or_, select, true
from sqlalchemy.orm import aliased

from participation.core import clock
from participation.core.actor import Actor, Role
from participation.core.database import UtcDateTime, db
from participation.records.subjects.models import Admission, Audience, Link, LinkKind, State, Subject, SubjectKind

SHOWN = (State.PUBLIC, State.MERGED)
INSIDE_ROLES = (Role.MODERATOR, Role.EDITOR, Role.LIAISON)


class Audible(Protocol):
    """What is asked of a thing to know for whom and from when on it is there: the subject's row has it."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def audience(self) -> Audience:
        """For whom it is."""

    @property
    def process_id(self) -> int | None:
        """To which process it belongs."""

    @property
    def visible_from(self) -> datetime | None:
        """From when on it is there for others."""


def visible_to(actor: Actor, subject: type[Subject] = Subject) -> ColumnElement[bool]:
    """The one rule of visibility, as a condition on `subjects`: for lists, search, maps, exports, feeds and API.

    Everyone sees what is public in public processes, once these are published, and from the moment on that it says
    itself. Staff of a department see everything that belongs to it; coordination and administration see everything
    except what was expunged. Who was let into a process for the invited sees there what everyone sees elsewhere; who
    belongs to the team of an application sees it before others do.
    """
    if any(actor.has_role(role) for role in (Role.COORDINATOR, Role.ADMINISTRATOR, Role.MODERATOR)):
        return subject.state != State.EXPUNGED
    departments = {scope for role in INSIDE_ROLES for scope in actor.scopes_of(role) if scope is not None}
    if not departments and not actor.is_admitted:
        return _public() if subject is Subject else _public_of(subject)
    found = [_public_of(subject)]
    if departments:
        inside = or_(subject.department_id.in_(departments), subject.process_id.in_(departments))
        found.append(and_(inside, subject.state != State.EXPUNGED))
    if actor.is_admitted:
        found.append(_let_in(actor, subject))
    return or_(*found)


@cache
def _public() -> ColumnElement[bool]:
    """The condition that nearly every page asks with, made once."""
    return _public_of(Subject)


def _public_of(subject: type[Subject]) -> ColumnElement[bool]:
    return and_(
        subject.state.in_(SHOWN),
        subject.audience == Audience.PUBLIC,
        or_(subject.process_id.is_(None), subject.process_id.not_in(_unpublished())),
        has_come(subject.visible_from),
    )


def has_come(visible_from: Any) -> ColumnElement[bool]:
    """Whether the moment from which on a thing is visible has come, asked anew by the clock of each statement: no work
    of the night opens what was hidden until then."""
    return or_(visible_from.is_(None), visible_from <= bindparam(None, callable_=clock.now, type_=UtcDateTime))


def _let_in(actor: Actor, subject: type[Subject]) -> ColumnElement[bool]:
    admitted = select(Admission.subject_id).where(Admission.account_id == actor.account_id)
    own = subject.id.in_(admitted)
    invited = and_(subject.audience == Audience.INVITED, subject.process_id.in_(admitted))
    return and_(
        subject.state.in_(SHOWN),
        or_(and_(invited, has_come(subject.visible_from)), and_(own, subject.audience != Audience.INTERNAL)),
        subject.process_id.not_in(_unpublished()),
    )


def _unpublished() -> Select[int]:
    process = aliased(Subject)
    return select(process.id).where(process.kind == SubjectKind.PROCESS, process.state.not_in(SHOWN))


def is_meant_for(actor: Actor, subject: Audible) -> bool:
    """Whether something in a process is there for this person, as far as its audience and its time go."""
    audience, process_id = subject.audience, subject.process_id
    if subject.visible_from is not None and subject.visible_from > clock.now():
        let_in = audience is not Audience.INTERNAL and was_let_in(actor, subject.id)
        return let_in or subject_seen_by(actor, subject.id) is not None
    if audience is not Audience.INVITED:
        return audience is Audience.PUBLIC
    return process_id is not None and subject_seen_by(actor, process_id) is not None


def was_let_in(actor: Actor, subject_id: int) -> bool:
    """Whether the person was let into a process, or belongs to the team of an application."""
    if not actor.is_admitted:
        return False
    mine = (Admission.subject_id == subject_id, Admission.account_id == actor.account_id)
    return bool(db.session.scalar(select(exists().where(*mine))))


def subject_by_id(subject_id: int) -> Subject | None:
    """The subject, whoever asks, as long as it was not expunged."""
    return db.session.scalar(select(Subject).where(Subject.id == subject_id, Subject.state != State.EXPUNGED))


def path_of(subject_id: int) -> str:
    """The address of a subject, which it keeps even when it was expunged."""
    return db.session.scalar(select(Subject.path).where(Subject.id == subject_id)) or ""


def subject_seen_by(actor: Actor, subject_id: int) -> Subject | None:
    """The subject, if this person may see it."""
    return db.session.scalar(select(Subject).where(Subject.id == subject_id, visible_to(actor)))


@dataclass(frozen=True)
class LinkedSubject:
    """A subject at the other end of a link."""

    subject_id: int
    kind: SubjectKind
    title: str
    path: str
    link: LinkKind
    at: datetime
    reason: str


def _linked(actor: Actor, near: Iterable[int], *, forward: bool, kinds: tuple[LinkKind, ...]) -> list[LinkedSubject]:
    other = aliased(Subject)
    here, there = (Link.source_id, Link.target_id) if forward else (Link.target_id, Link.source_id)
    rows = db.session.execute(
        select(other.id, other.kind, other.title, other.path, Link.kind, Link.at, Link.reason)
        .join(Link, there == other.id)
        .where(here.in_(list(near)), visible_to(actor, other), Link.kind.in_(kinds) if kinds else true())
        .order_by(Link.at, Link.id)
    )
    return [LinkedSubject(*row) for row in rows]


@dataclass(frozen=True)
class Lineage:
    """What a subject came from, and what it went into."""

    came_from: list[LinkedSubject]
    went_into: list[LinkedSubject]

    @property
    def is_there(self) -> bool:
        """Whether there is anything but the subject itself."""
        return bool(self.came_from or self.went_into)


def lineage_of(actor: Actor, subject_id: int) -> Lineage:
    """Both sides of a subject in one statement, oldest link first."""
    other = aliased(Subject)
    there = case((Link.source_id == subject_id, Link.target_id), else_=Link.source_id)
    rows = db.session.execute(
        select(Link.source_id, other.id, other.kind, other.title, other.path, Link.kind, Link.at, Link.reason)
        .join(other, other.id == there)
        .where(or_(Link.source_id == subject_id, Link.target_id == subject_id), visible_to(actor, other))
        .order_by(Link.at, Link.id)
    ).all()
    return Lineage(
        [LinkedSubject(*row[1:]) for row in rows if row[0] != subject_id],
        [LinkedSubject(*row[1:]) for row in rows if row[0] == subject_id],
    )


def what_grew_from(actor: Actor, *subject_ids: int, kinds: tuple[LinkKind, ...] = ()) -> list[LinkedSubject]:
    """What followed from these subjects, oldest link first."""
    return _linked(actor, subject_ids, forward=True, kinds=kinds)


def what_it_grew_from(actor: Actor, *subject_ids: int, kinds: tuple[LinkKind, ...] = ()) -> list[LinkedSubject]:
    """What these subjects followed from, oldest link first."""
    return _linked(actor, subject_ids, forward=False, kinds=kinds)
