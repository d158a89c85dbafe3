"""What a person keeps searching for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base
from participation.core.errors import N_
from participation.records.subjects.models import enum_column


class Frequency(StrEnum):
    """How often somebody wants to hear of new ideas."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


FREQUENCY_LABELS: dict[Frequency, str] = {
    Frequency.AT_ONCE: N_("sofort"),
    Frequency.DAILY: N_("täglich"),
    Frequency.WEEKLY: N_("wöchentlich"),
}


class SavedSearch(Base):
    """A search of an account, on one board or on all; `categories` are slugs of the board's categories, `statuses`
    values of an idea's status. `radius` (metres) lies around the place, or around the middle of the district."""

    __tablename__ = "saved_searches"
    __table_args__ = (
        CheckConstraint("radius IS NULL OR radius BETWEEN 500 AND 3000", name="near_by"),
        CheckConstraint("(lon IS NULL) = (lat IS NULL)", name="whole_place"),
        CheckConstraint("radius IS NOT NULL OR lon IS NULL", name="place_has_radius"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    board_id: Mapped[int | None] = mapped_column(ForeignKey("boards.subject_id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(String(100), default="")
    categories: Mapped[list[str]] = mapped_column(JSON, default=list)
    statuses: Mapped[list[str]] = mapped_column(JSON, default=list)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.subject_id"))
    lon: Mapped[float | None] = mapped_column(Float)
    lat: Mapped[float | None] = mapped_column(Float)
    radius: Mapped[int | None]
    frequency: Mapped[Frequency] = mapped_column(enum_column(Frequency), default=Frequency.WEEKLY)
    created_at: Mapped[datetime] = mapped_column(default=now)
    looked_at: Mapped[datetime] = mapped_column(default=now)
