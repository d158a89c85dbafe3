"""Pictures of ideas, and of drafts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base


class IdeaPicture(Base):
    """A picture of an idea or of a draft, in their order from 1 on, kept as WebP in several widths.

    `name` is the random beginning of its files' names, `width` and `height` are those of the largest in pixels; `alt`
    says in words what it shows, and is empty only while it belongs to a draft.
    """

    __tablename__ = "idea_pictures"
    __table_args__ = (
        CheckConstraint("(idea_id IS NULL) <> (draft_id IS NULL)", name="of_an_idea_or_a_draft"),
        CheckConstraint("draft_id IS NOT NULL OR alt <> ''", name="described_when_sent"),
        CheckConstraint("width > 0 AND height > 0 AND position > 0", name="some_size_and_place"),
        UniqueConstraint("idea_id", "position"),
        UniqueConstraint("draft_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("ideas.subject_id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("idea_drafts.id"))
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    alt: Mapped[str] = mapped_column(String(300), default="", server_default="")
    added_at: Mapped[datetime] = mapped_column(default=now)
