"""Requests for expunging, and what became of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base
from participation.records.subjects.models import enum_column


class Kind(StrEnum):
    """What kind of thing is to go."""

    IDEA = "idea"
    COMMENT = "comment"
    NOTE = "note"
    PROTOTYPE = "prototype"
    ANSWER = "answer"
    DOCUMENT = "document"
    PICTURE = "picture"
    QUESTION = "question"
    MEASURE = "measure"
    BARRIER = "barrier"


class Extent(StrEnum):
    """How much of it: all, all earlier versions, one earlier version, the place alone, one text of several."""

    WHOLE = "whole"
    EARLIER = "earlier"
    VERSION = "version"
    PLACE = "place"
    FIELD = "field"


class Ground(StrEnum):
    """Why it must go."""

    LAW = "law"
    PERSON = "person"
    OTHERS = "others"
    OTHER = "other"


class Standing(StrEnum):
    """How far a request has come."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Expunging(Base):
    """One request. Nobody confirms their own.

    `subject_id` is the subject that it is about (for an answer the one answered, for a document its process; none for
    the report of a barrier). `part` names a version or a text, where only that goes. `words` are what mails that wait
    are known by; they are kept from the confirmation until all rooms have acted, and then emptied.
    """

    __tablename__ = "expungings"
    __table_args__ = (
        CheckConstraint("decided_by_ref IS NULL OR decided_by_ref <> requested_by_ref", name="by_two_people"),
        CheckConstraint("reason <> ''", name="reasoned"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(enum_column(Kind))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answers.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("process_documents.id"), index=True)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("process_entries.id", ondelete="SET NULL"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("barrier_reports.id"), index=True)
    extent: Mapped[Extent] = mapped_column(enum_column(Extent))
    part: Mapped[str] = mapped_column(String(40), default="", server_default="")
    ground: Mapped[Ground] = mapped_column(enum_column(Ground))
    reason: Mapped[str] = mapped_column(String(600))
    state: Mapped[Standing] = mapped_column(enum_column(Standing), default=Standing.REQUESTED)
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    requested_at: Mapped[datetime] = mapped_column(default=now)
    requested_by_ref: Mapped[str | None] = mapped_column(String(32))
    lapses_at: Mapped[datetime] = mapped_column(index=True)
    decided_at: Mapped[datetime | None] = mapped_column(index=True)
    decided_by_ref: Mapped[str | None] = mapped_column(String(32))
    answer: Mapped[str] = mapped_column(String(600), default="", server_default="")
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("journal_entries.id"), unique=True)
    words: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    done_at: Mapped[datetime | None] = mapped_column(index=True)

    @property
    def version_number(self) -> int:
        """The number of the version that goes, where it is one."""
        return int(self.part)
