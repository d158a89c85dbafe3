"""Comments as they are shown: with their authors, read by number in one statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, func, select, tuple_, union_all

from participation.core.database import db, shared_alias
from participation.dialogue.comments.models import WITH_PLACE, Comment, Stance
from participation.dialogue.comments.rules.reading import Mark
from participation.people.accounts.models import Account
from participation.people.departments.models import Department
from participation.records.subjects.models import State

IN_TIME = tuple_(Comment.created_at, Comment.subject_id)


@dataclass
class CommentView:
    """A comment as it is shown; text, author and stance are empty where it was hidden, withdrawn or expunged.

    `side` is where it stands beside others, whatever is shown of it. `answers_to` names whom it answers, where that is
    not the first comment of its thread. `replies` are those shown below the first comment of a thread, of `count` in
    all; `is_open` says whether they were asked for, and `next_behind` behind which one there are more.
    """

    subject_id: int
    parent_id: int | None
    thread_id: int
    text_html: str
    author: str
    author_id: int | None
    department: str
    side: Stance | None
    state: State
    state_reason: str
    created_at: datetime
    edited_at: datetime | None
    language: str
    votes: int
    count: int
    answers_to: str = ""
    replies: list[CommentView] = field(default_factory=list)
    is_open: bool = False
    begins_behind: Mark | None = None
    next_behind: Mark | None = None

    @property
    def is_shown(self) -> bool:
        """Whether its text can be read."""
        return self.state is State.PUBLIC

    @property
    def stance(self) -> Stance | None:
        """Where it stands to what it is on; not told where the text is not."""
        return self.side if self.is_shown else None


_OWN = (
    Comment.subject_id, Comment.parent_id, Comment.thread_id, Comment.text_html, Comment.author_id,
    Comment.department_id, Comment.stance, Comment.state, Comment.state_reason, Comment.created_at, Comment.edited_at,
    Comment.language, Comment.votes, Comment.replies,
)  # fmt: skip


def views_of(*parts: Select[Any]) -> list[CommentView]:
    """The comments that these selects choose, in no certain order. Each may have an order and a limit of its own.

    Names are looked up for the few rows that were found, one by one: a join would let a database read whole tables.
    """
    chosen = union_all(*(select(part.with_only_columns(*_OWN).subquery()) for part in parts)).subquery("chosen")
    above = shared_alias(Comment)
    name = _name_of(above.author_id, above.department_id)
    answered = select(name).where(above.subject_id == chosen.c.parent_id, above.state == State.PUBLIC)
    rows = db.session.execute(
        select(
            chosen, _account_name(chosen.c.author_id).label("author"),
            _department_name(chosen.c.department_id).label("department"),
            case((chosen.c.parent_id != chosen.c.thread_id, answered.scalar_subquery())).label("answers_to"),
        ).where(chosen.c.state.in_(WITH_PLACE))
    )  # fmt: skip
    return [_view(row) for row in rows]


def replies_in(thread_id: int, reply: Select[Any]) -> tuple[Select[Any], ...]:
    """Those of the selected replies that stand in a thread, oldest first: people's, and the city's. Two parts, because
    the index by which they come in order holds them apart."""
    there = reply.where(Comment.thread_id == thread_id).order_by(Comment.created_at, Comment.subject_id)
    return there.where(~Comment.is_official), there.where(Comment.is_official)


def _name_of(author_id: Any, department_id: Any) -> Any:
    return func.coalesce(_department_name(department_id), _account_name(author_id))


def _account_name(number: Any) -> Any:
    return select(Account.pseudonym).where(Account.id == number).scalar_subquery()


def _department_name(number: Any) -> Any:
    return select(Department.name).where(Department.subject_id == number).scalar_subquery()


def _view(row: Row[Any]) -> CommentView:
    shown = row.state is State.PUBLIC
    return CommentView(
        row.subject_id, row.parent_id, row.thread_id, row.text_html if shown else "",
        (row.author or "") if shown else "", row.author_id, (row.department or "") if shown else "", row.stance,
        row.state, row.state_reason, row.created_at, row.edited_at if shown else None, row.language, row.votes,
        row.replies, row.answers_to or "",
    )  # fmt: skip
