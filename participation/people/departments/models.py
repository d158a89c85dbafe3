"""Departments and roles."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.actor import Role
from participation.core.clock import now
from participation.core.database import Base, Timestamped, Versioned
from participation.records.subjects.models import enum_column


class Department(Timestamped, Versioned, Base):
    """An organisational unit or a municipal company; owns processes and measures.

    With `needs_release` a second person of the department looks at each process before it is published.
    """

    __tablename__ = "departments"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    description: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    position: Mapped[int] = mapped_column(Integer, default=0)
    needs_release: Mapped[bool] = mapped_column(default=False, server_default=false())


class RoleGrant(Versioned, Base):
    """That a person holds a role for a scope (none: the whole installation), from when until when, as whose deputy.

    `valid_until` is the first moment at which it is over. A role that was ended and is given again is the same row.
    """

    __tablename__ = "role_grants"
    __table_args__ = (
        UniqueConstraint("account_id", "role", "scope_id"),
        Index(
            "uq_role_grants_everywhere", "account_id", "role", unique=True,
            sqlite_where=text("scope_id IS NULL"), postgresql_where=text("scope_id IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    role: Mapped[Role] = mapped_column(enum_column(Role))
    scope_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    deputy_for_id: Mapped[int | None] = mapped_column(ForeignKey("role_grants.id"), index=True)
    valid_from: Mapped[datetime] = mapped_column(default=now)
    valid_until: Mapped[datetime | None]

    def holds_at(self, moment: datetime) -> bool:
        """Whether the role is held at a moment."""
        return self.valid_from <= moment and (self.valid_until is None or self.valid_until > moment)

    def is_over_at(self, moment: datetime) -> bool:
        """Whether the role ended before a moment; one that is yet to begin is not over."""
        return self.valid_until is not None and self.valid_until <= moment
