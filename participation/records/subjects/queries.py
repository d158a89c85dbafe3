"""Which subjects there are for whom, and what they are linked with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import aliased

from participation.core.actor import Actor, Role
from participation.core.database import db
from participation.records.subjects.models import Admission, Audience, Link, LinkKind, State, Subject, SubjectKind

SHOWN = (State.PUBLIC, State.MERGED)
INSIDE_ROLES = (Role.MODERATOR, Role.EDITOR, Role.LIAISON)


def visible_to(actor: Actor, subject: type[Subject] = Subject) -> ColumnElement[bool]:
    """The one rule of visibility, as a condition on `subjects`: for lists, search, maps, exports, feeds and API.

    Everyone sees what is public in public processes, once these are published. Staff of a department see everything
    that belongs to it; coordination and administration see everything except what was expunged. Who was let into a
    process for the invited sees there what everyone sees elsewhere.
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
    )


def _let_in(actor: Actor, subject: type[Subject]) -> ColumnElement[bool]:
    admitted = select(Admission.subject_id).where(Admission.account_id == actor.account_id)
    return and_(
        subject.state.in_(SHOWN),
        subject.audience == Audience.INVITED,
        subject.process_id.in_(admitted),
        subject.process_id.not_in(_unpublished()),
    )


def _unpublished() -> Select[int]:
    process = aliased(Subject)
    return select(process.id).where(process.kind == SubjectKind.PROCESS, process.state.not_in(SHOWN))


def is_meant_for(actor: Actor, audience: Audience, process_id: int | None) -> bool:
    """Whether something in a process is there for this person, as far as its audience goes."""
    if audience is not Audience.INVITED:
        return audience is Audience.PUBLIC
    return process_id is not None and subject_seen_by(actor, process_id) is not None


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


def what_grew_from(actor: Actor, *subject_ids: int, kinds: tuple[LinkKind, ...] = ()) -> list[LinkedSubject]:
    """What followed from these subjects, oldest link first."""
    return _linked(actor, subject_ids, forward=True, kinds=kinds)


def what_it_grew_from(actor: Actor, *subject_ids: int, kinds: tuple[LinkKind, ...] = ()) -> list[LinkedSubject]:
    """What these subjects followed from, oldest link first."""
    return _linked(actor, subject_ids, forward=False, kinds=kinds)
