"""Journal entries, their erasable details, and how far each reader has come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base


class JournalEntry(Base):
    """One thing that happened. A trigger refuses every change but setting position and hash once."""

    __tablename__ = "journal_entries"
    __table_args__ = (Index("ix_journal_entries_subject", "subject_id", "at"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    event: Mapped[str] = mapped_column(String(60), index=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"))
    actor_ref: Mapped[str | None] = mapped_column(String(32), index=True)
    role: Mapped[str] = mapped_column(String(24), default="")
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    digest: Mapped[str] = mapped_column(String(64), default="")
    position: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    hash: Mapped[str | None] = mapped_column(String(64))


class JournalDetail(Base):
    """What is said about an entry in words; can be erased."""

    __tablename__ = "journal_details"

    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entries.id"), primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class JournalDuty(Base):
    """That a room has done what an entry asks of it; once per entry and room."""

    __tablename__ = "journal_duties"

    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entries.id"), primary_key=True, autoincrement=False)
    room: Mapped[str] = mapped_column(String(60), primary_key=True)
    done_at: Mapped[datetime] = mapped_column(default=now)


SEAL = 1


class JournalSeal(Base):
    """The newest chained entry, noted beside the chain: what is cut off at its end is missed."""

    __tablename__ = "journal_seals"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=now)


ALL_READERS = "*"


class JournalCursor(Base):
    """Up to which position a reader of the journal has come; where one that has none yet begins stands under `*`."""

    __tablename__ = "journal_cursors"

    reader: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, default=0)
