"""Named values, and what each was before it was changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base


class SiteSetting(Base):
    """One value by its name."""

    __tablename__ = "site_settings"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class SettingChange(Base):
    """That a value was changed: from what, to what, when, and by whom (the random name that the journal uses)."""

    __tablename__ = "setting_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    actor_ref: Mapped[str | None] = mapped_column(String(32))
