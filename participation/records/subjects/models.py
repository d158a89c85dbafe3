"""Subjects and the links between them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, Float, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base
from participation.core.errors import N_


def enum_column(kind: type[StrEnum]) -> Enum:
    """A StrEnum stored by its value, as text with a check constraint."""
    return Enum(
        kind, native_enum=False, create_constraint=True, length=24, values_callable=lambda e: [m.value for m in e],
        name=kind.__name__.lower(),
    )  # fmt: skip


class SubjectKind(StrEnum):
    """What a subject is."""

    DEPARTMENT = "department"
    PROCESS = "process"
    BOARD = "board"
    DISTRICT = "district"
    IDEA = "idea"
    COMMENT = "comment"
    CLUSTER = "cluster"
    WORKSHOP = "workshop"
    NOTE = "note"
    PROTOTYPE = "prototype"
    PRIORITISATION = "prioritisation"
    MEASURE = "measure"
    GOAL = "goal"
    BODY = "body"
    MEETING = "meeting"
    ARTICLE = "article"
    ROUND = "round"
    PUBLICATION = "publication"


KIND_LABELS: dict[SubjectKind, str] = {
    SubjectKind.DEPARTMENT: N_("Fachabteilung"),
    SubjectKind.PROCESS: N_("Beteiligungsverfahren"),
    SubjectKind.BOARD: N_("Themenboard"),
    SubjectKind.DISTRICT: N_("Stadtteil"),
    SubjectKind.IDEA: N_("Idee"),
    SubjectKind.COMMENT: N_("Kommentar"),
    SubjectKind.CLUSTER: N_("Themenbündel"),
    SubjectKind.WORKSHOP: N_("Werkstatt"),
    SubjectKind.NOTE: N_("Zettel"),
    SubjectKind.PROTOTYPE: N_("Prototyp"),
    SubjectKind.PRIORITISATION: N_("Priorisierung"),
    SubjectKind.MEASURE: N_("Maßnahme"),
    SubjectKind.GOAL: N_("Ziel"),
    SubjectKind.BODY: N_("Gremium"),
    SubjectKind.MEETING: N_("Termin"),
    SubjectKind.ARTICLE: N_("Hintergrund"),
    SubjectKind.ROUND: N_("Evaluationsrunde"),
    SubjectKind.PUBLICATION: N_("Veröffentlichung"),
}


class State(StrEnum):
    """Whether a contribution is there for others: only public ones are shown, hidden and withdrawn leave a mark."""

    DRAFT = "draft"
    HELD = "held"
    PUBLIC = "public"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    EXPUNGED = "expunged"


class Audience(StrEnum):
    """For whom a process and all that belongs to it is there."""

    PUBLIC = "public"
    INTERNAL = "internal"
    INVITED = "invited"


class LinkKind(StrEnum):
    """How one subject follows from another: `source` came first, `target` grew from it."""

    GREW_FROM = "grew_from"
    MERGED_INTO = "merged_into"
    CLUSTERED_IN = "clustered_in"
    DISCUSSED_IN = "discussed_in"
    PAID_INTO = "paid_into"
    EVALUATED_IN = "evaluated_in"


class Subject(Base):
    """Something with an address of its own. Before `visible_from` it is there for those alone who were let in, and for
    staff; without it, it is there from the beginning."""

    __tablename__ = "subjects"
    __table_args__ = (
        Index("ix_subjects_kind_state", "kind", "state", "audience"),
        Index("ix_subjects_place", "lon", "lat"),
        Index("ix_subjects_changed_kind", "kind", "changed_at"),
        CheckConstraint("(lon IS NULL) = (lat IS NULL)", name="whole_place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SubjectKind] = mapped_column(enum_column(SubjectKind))
    title: Mapped[str] = mapped_column(String(300))
    path: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[State] = mapped_column(enum_column(State), default=State.PUBLIC)
    audience: Mapped[Audience] = mapped_column(enum_column(Audience), default=Audience.PUBLIC)
    process_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    lon: Mapped[float | None] = mapped_column(Float)
    lat: Mapped[float | None] = mapped_column(Float)
    visible_from: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(default=now, index=True)


_BUNDLED = text("kind = 'clustered_in'")


class Link(Base):
    """That one subject follows from another; stored once, read both ways. An idea is in one bundle at most."""

    __tablename__ = "links"
    __table_args__ = (
        UniqueConstraint("source_id", "target_id", "kind"),
        CheckConstraint("source_id <> target_id", name="two_ends"),
        Index("uq_links_one_cluster", "source_id", unique=True, sqlite_where=_BUNDLED, postgresql_where=_BUNDLED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), index=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), index=True)
    kind: Mapped[LinkKind] = mapped_column(enum_column(LinkKind))
    at: Mapped[datetime] = mapped_column(default=now)
    reason: Mapped[str] = mapped_column(String(500), default="")


class Admission(Base):
    """That somebody was let into a process which is only for those who are invited, or belongs to the team of an
    application that others see later."""

    __tablename__ = "admissions"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    admitted_at: Mapped[datetime] = mapped_column(default=now)
