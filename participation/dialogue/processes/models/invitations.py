"""Invitations to a process that is not for everyone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base


class Invitation(Base):
    """A link into a process. With an address it is good for that address alone; without one for whoever holds it. Its
    token is signed from its number (see rules.inviting), so that none is stored; `ended_at` ends it."""

    __tablename__ = "process_invitations"
    __table_args__ = (
        Index(
            "uq_process_invitations_email", "process_id", "email", unique=True,
            sqlite_where=text("email <> '' AND ended_at IS NULL"),
            postgresql_where=text("email <> '' AND ended_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("processes.subject_id"), index=True)
    email: Mapped[str] = mapped_column(String(254), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
