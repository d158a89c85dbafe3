"""Codes in batches, what accounts have proven, confirmed ages, and who takes part without an account."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.assurance import Assurance
from participation.core.clock import now, today
from participation.core.database import Base
from participation.records.subjects.models import enum_column


class CodeKind(StrEnum):
    """What a code is for: a letter to somebody with an account, or taking part without one."""

    LETTER = "letter"
    GROUP = "group"


class CodeBatch(Base):
    """Codes that were made together. Without `process_id` they hold for all processes of the installation.

    `age` is what the person who ordered group codes confirmed for all who get one; `version` moves when it is voided.
    """

    __tablename__ = "code_batches"
    __table_args__ = (CheckConstraint("valid_until > valid_from", name="lasts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    kind: Mapped[CodeKind] = mapped_column(enum_column(CodeKind))
    purpose: Mapped[str] = mapped_column(String(200))
    made: Mapped[int] = mapped_column(Integer)
    uses: Mapped[int] = mapped_column(Integer)
    age: Mapped[int | None] = mapped_column(Integer)
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime]
    made_at: Mapped[datetime] = mapped_column(default=now)
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    void_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(Text, default="")


class Code(Base):
    """One code: its keyed hash, and how often it can still be used. When it was used, and by whom, stands nowhere."""

    __tablename__ = "codes"
    __table_args__ = (CheckConstraint("uses_left >= 0", name="not_overused"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("code_batches.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    uses_left: Mapped[int] = mapped_column(Integer)


class LevelProof(Base):
    """That an account has proven a level for a process, or without `process_id` for all of them; the day alone."""

    __tablename__ = "level_proofs"
    __table_args__ = (
        UniqueConstraint("account_id", "process_id"),
        Index(
            "uq_level_proofs_everywhere", "account_id", unique=True,
            sqlite_where=text("process_id IS NULL"), postgresql_where=text("process_id IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    process_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    level: Mapped[Assurance] = mapped_column(enum_column(Assurance))
    proven_on: Mapped[date] = mapped_column(Date, default=today)


class AgeConfirmation(Base):
    """That somebody confirmed to be old enough for a process: at least `age` years; never a date of birth."""

    __tablename__ = "age_confirmations"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    process_id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False, index=True
    )
    age: Mapped[int] = mapped_column(Integer)
    confirmed_on: Mapped[date] = mapped_column(Date, default=today)


class Guest(Base):
    """Somebody who takes part in one process without an account of the usual kind (accounts.only_in_id says where).

    `key_hash` is the keyed hash of the code with which they come back; it was shown to them once. `send_key` is that of
    the form with which they joined, kept for a night, so that sending it twice is joining once.
    """

    __tablename__ = "guests"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    joined_on: Mapped[date] = mapped_column(Date, default=today)
