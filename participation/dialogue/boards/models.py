"""Boards and their categories."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.core.database import Base, Timestamped, Versioned
from participation.dialogue.processes.models import Process


class Board(Timestamped, Versioned, Base):
    """A topic board of a process."""

    __tablename__ = "boards"

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
