"""Releases: that a second person looked at a process before it was published."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base
from participation.records.subjects.models import enum_column


class ReleaseState(StrEnum):
    """How far a release is; it is withdrawn when the process is changed in the meantime."""

    REQUESTED = "requested"
    RELEASED = "released"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Release(Base):
    """One request for release. At most one is open for a process, and nobody decides on their own."""

    __tablename__ = "releases"
    __table_args__ = (
        CheckConstraint("decided_by_ref IS NULL OR decided_by_ref <> requested_by_ref", name="by_two_people"),
        Index(
            "uq_releases_open", "process_id", unique=True,
            sqlite_where=text("state = 'requested'"), postgresql_where=text("state = 'requested'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("processes.subject_id"), index=True)
    state: Mapped[ReleaseState] = mapped_column(enum_column(ReleaseState), default=ReleaseState.REQUESTED)
    requested_at: Mapped[datetime] = mapped_column(default=now)
    requested_by_ref: Mapped[str] = mapped_column(String(32))
    publish_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_ref: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(500), default="", server_default="")
