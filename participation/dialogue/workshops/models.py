"""Workshops, stages, notes, groups, dots and prototypes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.core.clock import now
from participation.core.database import Base, Timestamped, Versioned
from participation.core.errors import N_
from participation.records.subjects.models import State, enum_column


class WorkshopMode(StrEnum):
    """Where people meet."""

    ONLINE = "online"
    ON_SITE = "on_site"
    BOTH = "both"


class WorkshopState(StrEnum):
    """How far a workshop has come."""

    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"


MODES: dict[WorkshopMode, str] = {
    WorkshopMode.ONLINE: N_("online"),
    WorkshopMode.ON_SITE: N_("vor Ort"),
    WorkshopMode.BOTH: N_("vor Ort und online"),
}
STATES: dict[WorkshopState, str] = {
    WorkshopState.PLANNED: N_("geplant"),
    WorkshopState.RUNNING: N_("läuft"),
    WorkshopState.FINISHED: N_("abgeschlossen"),
}


class StageKind(StrEnum):
    """The six stages of Urban Design Thinking."""

    UNDERSTAND = "understand"
    OBSERVE = "observe"
    DEFINE = "define"
    IDEATE = "ideate"
    PROTOTYPE = "prototype"
    TEST = "test"


STAGES: dict[StageKind, str] = {
    StageKind.UNDERSTAND: N_("Verstehen"),
    StageKind.OBSERVE: N_("Beobachten"),
    StageKind.DEFINE: N_("Sichtweise"),
    StageKind.IDEATE: N_("Ideen finden"),
    StageKind.PROTOTYPE: N_("Prototyp"),
    StageKind.TEST: N_("Testen"),
}
QUESTIONS: dict[StageKind, str] = {
    StageKind.UNDERSTAND: N_("Was wissen wir schon, und wen betrifft es?"),
    StageKind.OBSERVE: N_("Was erleben die Menschen vor Ort?"),
    StageKind.DEFINE: N_("Wer braucht was, und warum?"),
    StageKind.IDEATE: N_("Was könnte helfen?"),
    StageKind.PROTOTYPE: N_("Wie würde das aussehen?"),
    StageKind.TEST: N_("Was haben wir beim Ausprobieren gelernt?"),
}
METHODS: dict[StageKind, str] = {
    StageKind.UNDERSTAND: N_("Fakten und Beteiligte sammeln"),
    StageKind.OBSERVE: N_("Rundgang und Gespräche"),
    StageKind.DEFINE: N_("Bedarf in einem Satz"),
    StageKind.IDEATE: N_("Still schreiben, dann Punkte setzen"),
    StageKind.PROTOTYPE: N_("Prototypkarte"),
    StageKind.TEST: N_("Rückmeldungen sammeln"),
}


class StageState(StrEnum):
    """Whether a stage can be worked on."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


class NoteOrigin(StrEnum):
    """How a note came onto the wall."""

    ONLINE = "online"
    GUEST = "guest"
    PAPER = "paper"


NOTE_LENGTH = 500


class Workshop(Timestamped, Versioned, Base):
    """One workshop of a process."""

    __tablename__ = "workshops"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    process_id: Mapped[int] = mapped_column(ForeignKey("processes.subject_id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    challenge: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    mode: Mapped[WorkshopMode] = mapped_column(enum_column(WorkshopMode), default=WorkshopMode.BOTH)
    state: Mapped[WorkshopState] = mapped_column(enum_column(WorkshopState), default=WorkshopState.PLANNED)
    starts_at: Mapped[datetime]
    dots_per_person: Mapped[int] = mapped_column(Integer, default=3)
    summary: Mapped[str] = mapped_column(Text, default="")
    participants: Mapped[int | None] = mapped_column(Integer)
    finished_at: Mapped[datetime | None]

    stages: Mapped[list[WorkshopStage]] = relationship(order_by="WorkshopStage.position", lazy="raise")


class WorkshopStage(Versioned, Base):
    """One stage; at most one of a workshop is open at a time."""

    __tablename__ = "workshop_stages"
    __table_args__ = (
        UniqueConstraint("workshop_id", "position"),
        UniqueConstraint("workshop_id", "kind"),
        CheckConstraint("position BETWEEN 1 AND 6", name="six_stages"),
        Index(
            "uq_workshop_stages_one_open", "workshop_id", unique=True,
            sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.subject_id"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[StageKind] = mapped_column(enum_column(StageKind))
    method: Mapped[str] = mapped_column(String(160), default="")
    question: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[StageState] = mapped_column(enum_column(StageState), default=StageState.WAITING)
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    timer_ends_at: Mapped[datetime | None]
    summary: Mapped[str] = mapped_column(Text, default="")

    @property
    def is_open(self) -> bool:
        """Whether people can write notes and set dots."""
        return self.state is StageState.OPEN


class NoteGroup(Base):
    """Notes that belong together, under a name."""

    __tablename__ = "note_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    stage_id: Mapped[int] = mapped_column(ForeignKey("workshop_stages.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(Integer, default=0)


class Note(Versioned, Base):
    """One sticky note."""

    __tablename__ = "notes"
    __table_args__ = (CheckConstraint("dots >= 0 AND dots_offline >= 0", name="counts_not_negative"),)

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    stage_id: Mapped[int] = mapped_column(ForeignKey("workshop_stages.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("note_groups.id"), index=True)
    text: Mapped[str] = mapped_column(String(NOTE_LENGTH))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    author_label: Mapped[str] = mapped_column(String(60), default="")
    origin: Mapped[NoteOrigin] = mapped_column(enum_column(NoteOrigin), default=NoteOrigin.ONLINE)
    state: Mapped[State] = mapped_column(enum_column(State), default=State.PUBLIC)
    state_reason: Mapped[str] = mapped_column(String(1000), default="")
    dots: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    dots_offline: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    dots_cut: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    position: Mapped[int] = mapped_column(Integer, default=0)
    written_at: Mapped[datetime] = mapped_column(default=now)
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)


class Dot(Base):
    """One dot of one account on one note."""

    __tablename__ = "dots"

    note_id: Mapped[int] = mapped_column(ForeignKey("notes.subject_id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    set_at: Mapped[datetime] = mapped_column(default=now)


class Prototype(Timestamped, Versioned, Base):
    """The result card of a workshop."""

    __tablename__ = "prototypes"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.subject_id"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    problem: Mapped[str] = mapped_column(Text)
    idea: Mapped[str] = mapped_column(Text)
    for_whom: Mapped[str] = mapped_column(Text, default="")
    tested: Mapped[str] = mapped_column(Text, default="")
    learnt: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[State] = mapped_column(enum_column(State), default=State.PUBLIC)
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)
