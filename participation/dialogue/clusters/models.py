"""Bundles of ideas; which ideas are in them is said by links alone. Hints that two ideas belong together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base, Versioned


class Cluster(Versioned, Base):
    """Similar ideas of one process under a name; one that was dissolved keeps its page, without ideas."""

    __tablename__ = "clusters"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    process_id: Mapped[int] = mapped_column(ForeignKey("processes.subject_id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text, default="")
    text_html: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    dissolved_at: Mapped[datetime | None]
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)


class KinshipHint(Base):
    """That somebody says two ideas belong together; the one with the lower number stands first. Who said it is seen by
    nobody else, and forgotten when they leave."""

    __tablename__ = "kinship_hints"
    __table_args__ = (
        UniqueConstraint("idea_id", "other_id", "account_id"),
        CheckConstraint("idea_id < other_id", name="in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.subject_id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("ideas.subject_id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    hinted_at: Mapped[datetime] = mapped_column(default=now)


class DismissedPair(Base):
    """That moderation said two ideas do not belong together: neither hints nor the index suggest them any more."""

    __tablename__ = "dismissed_pairs"
    __table_args__ = (CheckConstraint("idea_id < other_id", name="in_order"),)

    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.subject_id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("ideas.subject_id"), primary_key=True, index=True)
    dismissed_at: Mapped[datetime] = mapped_column(default=now)
