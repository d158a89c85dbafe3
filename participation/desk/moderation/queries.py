"""What was hidden or taken back, and by which department it is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true

from participation.core.actor import Actor
from participation.core.database import db, shared_alias
from participation.dialogue.comments.models import Comment
from participation.dialogue.ideas.models import Idea
from participation.people.accounts.models import Account
from participation.records.subjects.models import Audience, State, Subject, SubjectKind
from participation.records.subjects.queries import visible_to

MODERATED = (SubjectKind.IDEA, SubjectKind.COMMENT)
GONE = (State.HIDDEN, State.WITHDRAWN)


@dataclass(frozen=True)
class Contribution:
    """An idea or a comment as moderation sees it, whether others see it or not.

    `place` and `place_path` name what a comment belongs to; for an idea they are its own.
    """

    subject_id: int
    kind: SubjectKind
    state: State
    title: str
    path: str
    place: str
    place_path: str
    text_html: str
    reason: str
    author: str | None
    author_id: int | None
    department_id: int | None
    process_id: int | None
    department: str
    changed_at: datetime
    language: str


_place, _department = shared_alias(Subject), shared_alias(Subject)


def _contributions() -> Any:
    title = func.coalesce(Idea.title, Subject.title)
    return (
        select(
            Subject.id, Subject.kind, Subject.state, title, Subject.path, func.coalesce(_place.title, title),
            func.coalesce(_place.path, Subject.path), func.coalesce(Idea.text_html, Comment.text_html),
            func.coalesce(Idea.state_reason, Comment.state_reason), Account.pseudonym, Account.id,
            Subject.department_id, Subject.process_id, func.coalesce(_department.title, ""), Subject.changed_at,
            func.coalesce(Idea.language, Comment.language),
        )
        .outerjoin(Idea, Idea.subject_id == Subject.id)
        .outerjoin(Comment, Comment.subject_id == Subject.id)
        .outerjoin(_place, _place.id == Comment.target_id)
        .outerjoin(_department, _department.id == Subject.department_id)
        .outerjoin(Account, Account.id == func.coalesce(Idea.author_id, Comment.author_id))
        .where(Subject.kind.in_(MODERATED))
    )  # fmt: skip


def contribution_by_id(subject_id: int, kind: SubjectKind, actor: Actor) -> Contribution | None:
    """The idea or comment with this number, if this person may see it, or the mark that is left of it."""
    left = Subject.state.in_(GONE) & (Subject.audience == Audience.PUBLIC)
    conditions = (Subject.id == subject_id, Subject.kind == kind, or_(visible_to(actor), left))
    row = db.session.execute(_contributions().where(*conditions)).first()
    return Contribution(*row) if row else None


def authors_of(subject_ids: Collection[int]) -> dict[int, int]:
    """Which account wrote each of these ideas and comments; those without account are left out."""
    statement = (
        select(Subject.id, func.coalesce(Idea.author_id, Comment.author_id))
        .outerjoin(Idea, Idea.subject_id == Subject.id)
        .outerjoin(Comment, Comment.subject_id == Subject.id)
        .where(Subject.id.in_(subject_ids), Subject.kind.in_(MODERATED))
    )
    return {subject_id: author for subject_id, author in db.session.execute(statement) if author is not None}


def gone_contributions(
    scopes: frozenset[int | None], *, state: State = State.HIDDEN, offset: int = 0, most: int = 25
) -> list[Contribution]:
    """What was hidden (or taken back) in these departments or processes, newest first."""
    statement = _contributions().where(Subject.state == state, _of(scopes))
    rows = db.session.execute(statement.order_by(Subject.changed_at.desc(), Subject.id).offset(offset).limit(most))
    return [Contribution(*row) for row in rows]


def count_gone(scopes: frozenset[int | None]) -> dict[State, int]:
    """How many contributions are hidden, and how many were taken back."""
    rows = db.session.execute(
        select(Subject.state, func.count())
        .where(Subject.kind.in_(MODERATED), Subject.state.in_(GONE), _of(scopes))
        .group_by(Subject.state)
    )
    found = {row[0]: row[1] for row in rows}
    return {state: found.get(state, 0) for state in GONE}


def count_hidden(scopes: frozenset[int | None]) -> int:
    """How many contributions are hidden."""
    return count_gone(scopes)[State.HIDDEN]


def _of(scopes: frozenset[int | None]) -> ColumnElement[bool]:
    if None in scopes:
        return true()
    ids = [scope for scope in scopes if scope is not None]
    return or_(Subject.department_id.in_(ids), Subject.process_id.in_(ids))
