"""Imports and their rows while they wait."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base
from participation.dialogue.ideas.models import Origin
from participation.records.subjects.models import enum_column


class RunState(StrEnum):
    """How far an import has come."""

    READING = "reading"
    APPLYING = "applying"
    OPENING = "opening"
    DONE = "done"
    REMOVING = "removing"


class Verdict(StrEnum):
    """What becomes of a row: it is taken, or is there already, or is refused for one of these reasons."""

    TAKEN = "taken"
    KNOWN = "known"
    REPEATED = "repeated"
    WRONG_COLUMNS = "wrong_columns"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    HALF_PLACE = "half_place"
    NO_COORDINATES = "no_coordinates"
    OFF_EARTH = "off_earth"
    SWAPPED = "swapped"
    OUTSIDE = "outside"
    NO_DATE = "no_date"
    FUTURE = "future"
    UNKNOWN_ORIGIN = "unknown_origin"


class ImportRun(Base):
    """One import of a file into a board. A source has at most one import that is not done.

    `staged`, `applied_to` and `opened_to` are row numbers: how far each step has come.
    """

    __tablename__ = "import_runs"
    __table_args__ = (
        Index(
            "uq_import_runs_open_source", "source", unique=True, sqlite_where=text("state <> 'done'"),
            postgresql_where=text("state <> 'done'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.subject_id"), index=True)
    source: Mapped[str] = mapped_column(String(120))
    file_path: Mapped[str] = mapped_column(String(1000))
    file_digest: Mapped[str] = mapped_column(String(64))
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[RunState] = mapped_column(enum_column(RunState), default=RunState.READING)
    staged: Mapped[int] = mapped_column(Integer, default=0)
    applied_to: Mapped[int] = mapped_column(Integer, default=0)
    opened_to: Mapped[int] = mapped_column(Integer, default=0)
    counts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    started_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]


class ImportRow(Base):
    """A row of the file, checked and waiting; `number` counts contributions, `line` is where it stands in the file.

    `subject_id` is reserved before there is such a subject, so no foreign key watches it. The texts go when the import
    is done; refused rows stay with their reason, without their text.
    """

    __tablename__ = "import_rows"
    __table_args__ = (
        Index("ix_import_rows_external", "run_id", "external_id"),
        Index("ix_import_rows_verdict", "run_id", "verdict", "number"),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("import_runs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    line: Mapped[int] = mapped_column(Integer)
    verdict: Mapped[Verdict] = mapped_column(enum_column(Verdict))
    detail: Mapped[str] = mapped_column(String(200), default="")
    external_id: Mapped[str] = mapped_column(String(120), default="")
    title: Mapped[str] = mapped_column(String(120), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    text_html: Mapped[str] = mapped_column(Text, default="")
    excerpt: Mapped[str] = mapped_column(String(220), default="")
    title_terms: Mapped[str] = mapped_column(Text, default="")
    terms: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(String(120), default="")
    category_slug: Mapped[str] = mapped_column(String(80), default="")
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.subject_id"))
    street: Mapped[str] = mapped_column(String(160), default="")
    lon: Mapped[float | None] = mapped_column(Float)
    lat: Mapped[float | None] = mapped_column(Float)
    origin: Mapped[Origin] = mapped_column(enum_column(Origin), default=Origin.IMPORT)
    submitted_at: Mapped[datetime] = mapped_column(default=now)
    shuffle: Mapped[int] = mapped_column(Integer, default=0)
    subject_id: Mapped[int | None] = mapped_column(Integer)
