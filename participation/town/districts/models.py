"""Districts with their geometry."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.database import Base


class District(Base):
    """A part of the town; `geometry` is GeoJSON (Polygon or MultiPolygon), `outline` the same, simplified."""

    __tablename__ = "districts"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("districts.subject_id"), index=True)
    level: Mapped[int] = mapped_column(Integer, default=1)
    external_id: Mapped[str | None] = mapped_column(String(80), unique=True)
    geometry: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    outline: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    west: Mapped[float | None] = mapped_column(Float)
    south: Mapped[float | None] = mapped_column(Float)
    east: Mapped[float | None] = mapped_column(Float)
    north: Mapped[float | None] = mapped_column(Float)
