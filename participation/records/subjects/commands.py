"""Subjects are written by the room that owns the thing, and linked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, text, update

from participation.core.clock import now
from participation.core.database import db
from participation.records.subjects.models import Admission, Link, LinkKind, Subject, SubjectKind


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


def unlink_subjects(source_id: int, target_id: int, kind: LinkKind) -> bool:
    """Take back that `target` follows from `source`; returns whether that stood there."""
    gone = delete(Link).where(Link.source_id == source_id, Link.target_id == target_id, Link.kind == kind)
    found = db.session.execute(gone.returning(Link.id).execution_options(synchronize_session=False))
    return found.scalar_one_or_none() is not None


def link_many_to(target_id: int, kind: LinkKind, reasons: Mapping[int, str]) -> None:
    """Say that a new subject follows from many others at once; `reasons` maps each source to its reason."""
    moment = now()
    db.session.add_all(
        Link(source_id=source_id, target_id=target_id, kind=kind, at=moment, reason=reason[:500])
        for source_id, reason in sorted(reasons.items())
    )
    db.session.flush()


def forget_reasons_of_links(subject_id: int) -> None:
    """Empty why a subject was linked with others; the links stay."""
    touching = update(Link).where((Link.source_id == subject_id) | (Link.target_id == subject_id)).values(reason="")
    db.session.execute(touching.execution_options(synchronize_session=False))


def reserve_subject_ids(count: int) -> list[int]:
    """Numbers for so many new subjects, in rising order; on SQLite they are good for this transaction only."""
    if db.engine.dialect.name == "sqlite":
        last = db.session.scalar(select(func.max(Subject.id))) or 0
        return list(range(last + 1, last + count + 1))
    numbers = text("SELECT nextval(pg_get_serial_sequence('subjects', 'id')) FROM generate_series(1, :count)")
    return sorted(db.session.scalars(numbers, {"count": count}))


def add_subjects_from(columns: Sequence[str], rows: Select[Any]) -> None:
    """New subjects by the thousand, from rows that carry their reserved ids and addresses."""
    db.session.execute(insert(Subject).from_select(list(columns), rows, include_defaults=False))


def change_subjects_in_bulk(subject_ids: Select[Any], **values: Any) -> None:
    """Keep many subjects in step with their things at once."""
    changed = update(Subject).where(Subject.id.in_(subject_ids)).values(changed_at=now(), **values)
    db.session.execute(changed.execution_options(synchronize_session=False))


def delete_subjects(subject_ids: Sequence[int]) -> None:
    """Take out subjects that nobody has seen; whatever else points at one forbids it."""
    gone = delete(Subject).where(Subject.id.in_(subject_ids))
    db.session.execute(gone.execution_options(synchronize_session=False))


def forget_admissions_of(account_id: int) -> None:
    """Delete that somebody was let into processes which are only for those who are invited."""
    gone = delete(Admission).where(Admission.account_id == account_id)
    db.session.execute(gone.execution_options(synchronize_session=False))
