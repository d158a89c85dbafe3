"""Meetings."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.database import Base, Timestamped, Versioned
from participation.core.errors import N_
from participation.records.subjects.models import enum_column


class MeetingKind(StrEnum):
    """What kind of meeting it is."""

    ON_SITE = "on_site"
    FORUM = "forum"
    CONSULTATION = "consultation"
    WORKSHOP = "workshop"
    BODY = "body"


KIND_LABELS: dict[MeetingKind, str] = {
    MeetingKind.ON_SITE: N_("Vor-Ort-Dialog"),
    MeetingKind.FORUM: N_("Forum"),
    MeetingKind.CONSULTATION: N_("Sprechstunde"),
    MeetingKind.WORKSHOP: N_("Werkstatt"),
    MeetingKind.BODY: N_("Sitzung"),
}


class Meeting(Timestamped, Versioned, Base):
    """A date with a place."""

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="lasts"),
        Index("ix_meetings_starts_at", "starts_at"),
    )

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    process_id: Mapped[int | None] = mapped_column(ForeignKey("processes.subject_id"), index=True)
    kind: Mapped[MeetingKind] = mapped_column(enum_column(MeetingKind))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    access_note: Mapped[str] = mapped_column(String(300), default="")
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.subject_id"), index=True)
    lon: Mapped[float | None] = mapped_column(Float)
    lat: Mapped[float | None] = mapped_column(Float)
    registration: Mapped[str] = mapped_column(String(300), default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
