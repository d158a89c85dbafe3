"""Articles of all kinds."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base, Timestamped, Versioned
from participation.records.subjects.models import enum_column


class ArticleKind(StrEnum):
    """What an article is for."""

    ARTICLE = "article"
    TERM = "term"
    QUESTION = "question"
    LEGAL = "legal"
    EASY = "easy"


class Article(Timestamped, Versioned, Base):
    """A text of the city, in Markdown; names in braces, such as {stadt}, are filled in where it is shown."""

    __tablename__ = "articles"
    __table_args__ = (UniqueConstraint("slug", "language"),)

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(String(80))
    kind: Mapped[ArticleKind] = mapped_column(enum_column(ArticleKind), default=ArticleKind.ARTICLE)
    language: Mapped[str] = mapped_column(String(5), default="de")
    title: Mapped[str] = mapped_column(String(200))
    lead: Mapped[str] = mapped_column(String(500), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(Integer, default=0)


class ArticleVersion(Base):
    """An article as it was under one number; `valid_from` is set for terms, which are told before they hold."""

    __tablename__ = "article_versions"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.subject_id"))
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(200))
    lead: Mapped[str] = mapped_column(String(500), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    what_changed: Mapped[str] = mapped_column(String(500), default="")
    valid_from: Mapped[date | None] = mapped_column(Date)
    written_at: Mapped[datetime] = mapped_column(default=now)
    actor_ref: Mapped[str | None] = mapped_column(String(32))
