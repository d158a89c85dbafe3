"""Short lists of a process: what is fixed, open or decided later, partners, questions with their answers."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.database import Base, Versioned
from participation.core.errors import N_
from participation.records.subjects.models import enum_column


class EntryKind(StrEnum):
    """Which list an entry stands in."""

    FIXED = "fixed"
    OPEN = "open"
    LATER = "later"
    PARTNER = "partner"
    QUESTION = "question"


LEEWAY = (EntryKind.FIXED, EntryKind.OPEN, EntryKind.LATER)
"""The leeway (Spielraum): what nobody can change any more, what is asked about, what will be decided another time."""

LEEWAY_LABELS = {
    EntryKind.FIXED: N_("Das steht fest"),
    EntryKind.OPEN: N_("Das ist offen"),
    EntryKind.LATER: N_("Das wird später entschieden"),
}


class ProcessEntry(Versioned, Base):
    """One line of a list; `area` (a GeoJSON polygon) says where a piece of leeway holds."""

    __tablename__ = "process_entries"
    __table_args__ = (Index("ix_process_entries_process_id_kind", "process_id", "kind", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("processes.subject_id"))
    kind: Mapped[EntryKind] = mapped_column(enum_column(EntryKind))
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text, default="", server_default="")
    url: Mapped[str] = mapped_column(String(500), default="", server_default="")
    area: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    position: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
