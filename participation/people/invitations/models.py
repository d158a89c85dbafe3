"""Invitations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.actor import Role
from participation.core.clock import now
from participation.core.database import Base
from participation.records.subjects.models import enum_column

_SOMEWHERE = text("accepted_at IS NULL AND withdrawn_at IS NULL AND scope_id IS NOT NULL")
_EVERYWHERE = text("accepted_at IS NULL AND withdrawn_at IS NULL AND scope_id IS NULL")


class Invitation(Base):
    """That somebody with this address is asked to take a role over. `role_until` is when the role will be over."""

    __tablename__ = "invitations"
    __table_args__ = (
        Index(
            "uq_invitations_open", "email", "role", "scope_id", unique=True,
            sqlite_where=_SOMEWHERE, postgresql_where=_SOMEWHERE,
        ),
        Index(
            "uq_invitations_open_everywhere", "email", "role", unique=True,
            sqlite_where=_EVERYWHERE, postgresql_where=_EVERYWHERE,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role] = mapped_column(enum_column(Role))
    scope_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    role_until: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(String(5), default="de")
    invited_by_ref: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    def is_open_at(self, moment: datetime) -> bool:
        """Whether the link still works."""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > moment
