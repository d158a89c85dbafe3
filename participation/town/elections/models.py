"""Days of elections."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.database import Base


class Election(Base):
    """An election or a vote of citizens, on a day."""

    __tablename__ = "elections"
    __table_args__ = (UniqueConstraint("name", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date] = mapped_column(Date, index=True)
