"""Comments as they are shown: with their authors, read by number in one statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, select, union_all

from participation.core.database import db, shared_alias
from participation.dialogue.comments.models import Comment, Stance
from participation.people.accounts.models import Account
from participation.people.departments.models import Department
from participation.records.subjects.models import State

SHOWN = (State.PUBLIC, State.HIDDEN, State.WITHDRAWN, State.EXPUNGED)


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
    begins_behind: int = 0
    next_behind: int | None = None

    @property
    def is_shown(self) -> bool:
        """Whether its text can be read."""
        return self.state is State.PUBLIC

    @property
    def stance(self) -> Stance | None:
        """Where it stands to what it is on; not told where the text is not."""
        return self.side if self.is_shown else None


def views_of(*parts: Select[Any]) -> list[CommentView]:
    """The comments whose numbers these selects give, in no certain order. Each of them may have an order and a limit of
    its own: first the few numbers are found by an index, then their rows."""
    chosen = union_all(*(select(part.subquery()) for part in parts)).subquery("chosen")
    rows = db.session.execute(_shown().join(chosen, chosen.c.subject_id == Comment.subject_id))
    return [_view(row) for row in rows]


@cache
def _aliases() -> Any:
    return tuple(shared_alias(entity) for entity in (Comment, Account, Department))  # type: ignore[var-annotated]


@cache
def _shown() -> Any:
    above, writer, office = _aliases()
    return (
        select(
            Comment.subject_id, Comment.parent_id, Comment.thread_id, Comment.text_html, Account.pseudonym,
            Comment.author_id, Department.name.label("department"), Comment.stance, Comment.state,
            Comment.state_reason, Comment.created_at, Comment.edited_at, Comment.language, Comment.votes,
            Comment.replies, above.state.label("above_state"), writer.pseudonym.label("above_author"),
            office.name.label("above_department"),
        )
        .outerjoin(Account, Account.id == Comment.author_id)
        .outerjoin(Department, Department.subject_id == Comment.department_id)
        .outerjoin(above, (above.subject_id == Comment.parent_id) & (Comment.parent_id != Comment.thread_id))
        .outerjoin(writer, writer.id == above.author_id)
        .outerjoin(office, office.subject_id == above.department_id)
        .where(Comment.state.in_(SHOWN))
    )  # fmt: skip


def _view(row: Row[Any]) -> CommentView:
    shown = row.state is State.PUBLIC
    named = row.above_state is State.PUBLIC
    return CommentView(
        row.subject_id, row.parent_id, row.thread_id, row.text_html if shown else "",
        (row.pseudonym or "") if shown else "", row.author_id, (row.department or "") if shown else "", row.stance,
        row.state, row.state_reason, row.created_at, row.edited_at if shown else None, row.language, row.votes,
        row.replies, (row.above_department or row.above_author or "") if named else "",
    )  # fmt: skip
