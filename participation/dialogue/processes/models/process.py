"""Processes and their phases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.core.assurance import Assurance
from participation.core.database import Base, Timestamped, Versioned
from participation.records.subjects.models import Audience, enum_column


class PhaseKind(StrEnum):
    """What a phase is for."""

    INFORM = "inform"
    COLLECT = "collect"
    DISCUSS = "discuss"
    PRIORITISE = "prioritise"
    WORKSHOP = "workshop"
    DECIDE = "decide"
    IMPLEMENT = "implement"
    EVALUATE = "evaluate"


class LegalCharacter(StrEnum):
    """Whether the process is informal, or statutory and then only announced and linked out."""

    INFORMAL = "informal"
    STATUTORY = "statutory"


class Process(Timestamped, Versioned, Base):
    """One participation process.

    `assurance` is what people prove before they write or support; `assurance_changed_at` is set where it was changed
    after there were contributions, so that counts can say since when it holds.
    """

    __tablename__ = "processes"
    __table_args__ = (
        CheckConstraint(
            "published_at IS NULL OR (block_how <> '' AND block_fixed <> '' AND block_influence <> ''"
            " AND block_outcome <> '' AND decider <> '')",
            name="published_with_blocks",
        ),
    )

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text, default="")
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.subject_id"), index=True)
    audience: Mapped[Audience] = mapped_column(enum_column(Audience), default=Audience.PUBLIC)
    legal_character: Mapped[LegalCharacter] = mapped_column(
        enum_column(LegalCharacter), default=LegalCharacter.INFORMAL
    )
    external_url: Mapped[str] = mapped_column(String(500), default="")
    assurance: Mapped[Assurance] = mapped_column(enum_column(Assurance), default=Assurance.EMAIL)
    assurance_changed_at: Mapped[datetime | None]
    minimum_age: Mapped[int | None] = mapped_column(Integer)
    announced_on: Mapped[date | None] = mapped_column(Date)
    published_at: Mapped[datetime | None]
    block_how: Mapped[str] = mapped_column(Text, default="")
    block_fixed: Mapped[str] = mapped_column(Text, default="")
    block_influence: Mapped[str] = mapped_column(Text, default="")
    block_outcome: Mapped[str] = mapped_column(Text, default="")
    decider: Mapped[str] = mapped_column(String(160), default="")
    contact_name: Mapped[str] = mapped_column(String(160), default="", server_default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="", server_default="")
    contact_phone: Mapped[str] = mapped_column(String(60), default="", server_default="")
    easy_language: Mapped[str] = mapped_column(Text, default="", server_default="")
    area: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    publish_at: Mapped[datetime | None] = mapped_column(index=True)
    results: Mapped[str] = mapped_column(Text, default="", server_default="")
    reminded_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    picture_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    picture: Mapped[str] = mapped_column(String(200), default="")
    picture_alt: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(5), default="de")
    is_demo: Mapped[bool] = mapped_column(default=False)

    phases: Mapped[list[Phase]] = relationship(order_by="Phase.starts_at", back_populates="process", lazy="raise")

    @property
    def is_published(self) -> bool:
        """Whether people can see it."""
        return self.published_at is not None

    @property
    def is_archived(self) -> bool:
        """Whether it is closed for good: everything can be read, nothing can be written."""
        return self.archived_at is not None

    @property
    def is_statutory(self) -> bool:
        """Whether a law rules the process, so that it is only announced here and linked out."""
        return self.legal_character is LegalCharacter.STATUTORY


class Phase(Versioned, Base):
    """A stretch of time in a process: from `starts_at` (included) to `ends_at` (not included).

    `opens` names the acts that it lets people do; where it is null, the kind of the phase decides.
    """

    __tablename__ = "phases"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="lasts"),
        UniqueConstraint("process_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("processes.subject_id"), index=True)
    kind: Mapped[PhaseKind] = mapped_column(enum_column(PhaseKind))
    title: Mapped[str] = mapped_column(String(160))
    description: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    opens: Mapped[list[str] | None] = mapped_column(JSON)
    result: Mapped[str] = mapped_column(Text, default="")

    process: Mapped[Process] = relationship(back_populates="phases", lazy="raise")

    @property
    def last_moment(self) -> datetime:
        """The last moment that belongs to the phase: what ends at midnight is told to end on the day before."""
        return self.ends_at - timedelta(seconds=1)

    def runs_at(self, moment: datetime) -> bool:
        """Whether the phase is open at this moment."""
        return self.starts_at <= moment < self.ends_at


class ProcessDistrict(Base):
    """A district that a process is about."""

    __tablename__ = "process_districts"

    process_id: Mapped[int] = mapped_column(ForeignKey("processes.subject_id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.subject_id"), primary_key=True, index=True)
