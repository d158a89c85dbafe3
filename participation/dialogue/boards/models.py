"""Boards and their categories."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.core.database import Base, Timestamped, Versioned
from participation.dialogue.processes.models import Process


class Board(Timestamped, Versioned, Base):
    """A topic board of a process.

    On a call (`is_call`) people or teams apply with conditions and attachments. `deadline` is its own moment until
    which they may; without it the phases decide. `hidden_until` is the moment before which nobody else sees
    applications, kept in step with deadline and phases; null where they are shown at once.
    """

    __tablename__ = "boards"
    __table_args__ = (
        CheckConstraint("most_files >= 0", name="files_not_negative"),
        CheckConstraint("hidden_until IS NULL OR hides_applications", name="hidden_only_if_asked"),
        CheckConstraint("is_call OR NOT hides_applications", name="only_calls_hide"),
    )

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    process_id: Mapped[int] = mapped_column(ForeignKey("processes.subject_id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(String(300))
    intro: Mapped[str] = mapped_column(Text, default="")
    rules: Mapped[str] = mapped_column(Text, default="")
    allows_opposing: Mapped[bool] = mapped_column(default=False)
    asks_stance: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(Integer, default=0)
    is_call: Mapped[bool] = mapped_column(default=False, server_default=false())
    takes_teams: Mapped[bool] = mapped_column(default=False, server_default=false())
    most_files: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    files_wanted: Mapped[str] = mapped_column(String(300), default="", server_default="")
    deadline: Mapped[datetime | None]
    hides_applications: Mapped[bool] = mapped_column(default=False, server_default=false())
    hidden_until: Mapped[datetime | None]

    process: Mapped[Process] = relationship(lazy="raise")
    categories: Mapped[list[Category]] = relationship(
        order_by="Category.position", back_populates="board", lazy="raise"
    )


class Category(Base):
    """A category of a board; its tone is one of the design system's category colours (1 to 8)."""

    __tablename__ = "categories"
    __table_args__ = (UniqueConstraint("board_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.subject_id"))
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))
    tone: Mapped[int] = mapped_column(Integer, default=1)
    position: Mapped[int] = mapped_column(Integer, default=0)

    board: Mapped[Board] = relationship(back_populates="categories", lazy="raise")


class CallCondition(Base):
    """A sentence that whoever applies accepts. Its text never changes: another text is another condition, and the old
    one stays for those who accepted it."""

    __tablename__ = "call_conditions"

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.subject_id"), index=True)
    position: Mapped[int] = mapped_column(Integer, default=0)
    text: Mapped[str] = mapped_column(String(500))
    removed_at: Mapped[datetime | None]
