"""Subjects are written by the room that owns the thing, and linked once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from participation.core.clock import now
from participation.core.database import db
from participation.records.subjects.models import Link, LinkKind, Subject, SubjectKind


def add_subject(kind: SubjectKind, title: str, *, path: str, **values: Any) -> Subject:
    """A new subject with its address; `{id}` in `path` stands for its number. Flushed, so that the id is known."""
    subject = Subject(kind=kind, title=title[:300], path=path, changed_at=now(), **values)
    db.session.add(subject)
    db.session.flush()
    if "{id}" in path:
        subject.path = path.format(id=subject.id)
    return subject


def change_subject(subject_id: int, **values: Any) -> Subject:
    """Keep a thing's subject in step with it."""
    subject = db.session.get_one(Subject, subject_id)
    for name, value in values.items():
        setattr(subject, name, value[:300] if name == "title" else value)
    subject.changed_at = now()
    return subject


def link_subjects(source_id: int, target_id: int, kind: LinkKind, *, reason: str = "") -> Link:
    """Say that `target` follows from `source`; saying it twice changes nothing."""
    found = db.session.scalar(
        select(Link).where(Link.source_id == source_id, Link.target_id == target_id, Link.kind == kind)
    )
    if found is not None:
        return found
    link = Link(source_id=source_id, target_id=target_id, kind=kind, at=now(), reason=reason[:500])
    db.session.add(link)
    db.session.flush()
    return link


def link_many_to(target_id: int, kind: LinkKind, reasons: Mapping[int, str]) -> None:
    """Say that a new subject follows from many others at once; `reasons` maps each source to its reason."""
    moment = now()
    db.session.add_all(
        Link(source_id=source_id, target_id=target_id, kind=kind, at=moment, reason=reason[:500])
        for source_id, reason in sorted(reasons.items())
    )
    db.session.flush()
