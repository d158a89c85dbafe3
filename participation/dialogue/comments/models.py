"""Comments, the texts that they had, and their supports."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base, Versioned
from participation.records.subjects.models import State, enum_column


class Stance(StrEnum):
    """Where a comment stands to what it comments on."""

    FOR = "for"
    AGAINST = "against"
    QUESTION = "question"


WITH_PLACE = (State.PUBLIC, State.HIDDEN, State.WITHDRAWN, State.EXPUNGED)
"""What stands in a thread; of all but public ones only the place."""
_FIRST: dict[str, Any] = {f"{name}_where": text("parent_id IS NULL") for name in ("sqlite", "postgresql")}


class Comment(Versioned, Base):
    """A comment on the subject `target_id`; `thread_id` is the first comment of its thread (itself, for the first).

    `replies` of the first comment of a thread counts all others in it, also those of which only the place is left.
    `votes` counts supports and is changed by atomic updates only; `votes_cut` of them lost their person. `edited_at` is
    when its author last changed the text. The indexes of threads hold first comments alone, so that a page of a long
    discussion reads as many rows as one of a short discussion; in a thread, what the city says can be read by itself.
    """

    __tablename__ = "comments"
    __table_args__ = (
        CheckConstraint("votes >= 0", name="counts_not_negative"),
        CheckConstraint("replies >= 0", name="replies_not_negative"),
        Index("ix_comments_target_id", "target_id"),
        Index("ix_comments_threads", "target_id", "created_at", "subject_id", **_FIRST),
        Index("ix_comments_strongest", "target_id", "stance", "votes", "subject_id", **_FIRST),
        Index("ix_comments_in_thread", "thread_id", "is_official", "created_at", "subject_id"),
    )

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    target_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.subject_id"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("comments.subject_id"))
    replies: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    text: Mapped[str] = mapped_column(Text)
    text_html: Mapped[str] = mapped_column(Text)
    stance: Mapped[Stance | None] = mapped_column(enum_column(Stance))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.subject_id"), index=True)
    is_official: Mapped[bool] = mapped_column(default=False)
    state: Mapped[State] = mapped_column(enum_column(State), default=State.PUBLIC)
    state_reason: Mapped[str] = mapped_column(String(1000), default="")
    language: Mapped[str] = mapped_column(String(5), default="de")
    votes: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    votes_cut: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)

    @property
    def is_shown(self) -> bool:
        """Whether its text can be read."""
        return self.state is State.PUBLIC

    @property
    def has_place(self) -> bool:
        """Whether it stands in its thread, be it that only its place is left."""
        return self.state in WITH_PLACE


class CommentVersion(Base):
    """A text that a comment had before its author changed it. `mark` stands where it was expunged."""

    __tablename__ = "comment_versions"
    __table_args__ = (UniqueConstraint("comment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.subject_id"))
    number: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    mark: Mapped[str] = mapped_column(String(1000), default="", server_default="")


class CommentVote(Base):
    """That an account supports a comment; the same rule as for ideas."""

    __tablename__ = "comment_votes"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.subject_id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    cast_at: Mapped[datetime] = mapped_column(default=now)
