"""Comments and their votes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base, Versioned
from participation.records.subjects.models import State, enum_column


class Stance(StrEnum):
    """Where a comment stands to what it comments on."""

    FOR = "for"
    AGAINST = "against"
    QUESTION = "question"


class Comment(Versioned, Base):
    """A comment on the subject `target_id`; `thread_id` is the first comment of its thread (itself, for the first)."""

    __tablename__ = "comments"
    __table_args__ = (
        CheckConstraint("votes >= 0", name="counts_not_negative"),
        Index("ix_comments_threads", "target_id", "parent_id", "created_at", "subject_id"),
        Index("ix_comments_in_thread", "thread_id", "created_at", "subject_id"),
    )

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    target_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.subject_id"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("comments.subject_id"))
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
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)


class CommentVote(Base):
    """That an account finds a comment helpful; the same rule as for ideas."""

    __tablename__ = "comment_votes"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.subject_id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    cast_at: Mapped[datetime] = mapped_column(default=now)
