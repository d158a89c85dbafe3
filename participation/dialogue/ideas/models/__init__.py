"""Ideas, their versions and votes; drafts and pictures stand beside."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    case,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base, Versioned
from participation.core.errors import N_
from participation.dialogue.ideas.models.drafts import IdeaDraft, WaitingIdea
from participation.dialogue.ideas.models.pictures import IdeaPicture
from participation.records.subjects.models import State, enum_column

__all__ = [
    "ORIGIN_LABELS",
    "STATUS_LABELS",
    "STATUS_TONES",
    "Idea",
    "IdeaDraft",
    "IdeaPicture",
    "IdeaStatus",
    "IdeaVersion",
    "Origin",
    "Vote",
    "WaitingIdea",
]


class IdeaStatus(StrEnum):
    """How far the city has come with an idea."""

    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    ANSWERED = "answered"
    DECLINED = "declined"
    MERGED = "merged"
    PROMOTED = "promoted"
    REALISED = "realised"


class Origin(StrEnum):
    """How an idea came to the city; all count the same."""

    ONLINE = "online"
    WORKSHOP = "workshop"
    ON_SITE = "on_site"
    PAPER = "paper"
    PHONE = "phone"
    IMPORT = "import"


STATUS_LABELS: dict[IdeaStatus, str] = {
    IdeaStatus.SUBMITTED: N_("eingereicht"),
    IdeaStatus.IN_REVIEW: N_("in Prüfung"),
    IdeaStatus.ANSWERED: N_("beantwortet"),
    IdeaStatus.DECLINED: N_("nicht aufgenommen"),
    IdeaStatus.MERGED: N_("zusammengeführt"),
    IdeaStatus.PROMOTED: N_("in einer Maßnahme"),
    IdeaStatus.REALISED: N_("umgesetzt"),
}
STATUS_TONES: dict[IdeaStatus, str] = {
    IdeaStatus.SUBMITTED: "neutral",
    IdeaStatus.IN_REVIEW: "info",
    IdeaStatus.ANSWERED: "info",
    IdeaStatus.DECLINED: "neutral",
    IdeaStatus.MERGED: "neutral",
    IdeaStatus.PROMOTED: "success",
    IdeaStatus.REALISED: "success",
}
ORIGIN_LABELS: dict[Origin, str] = {
    Origin.ONLINE: N_("online eingereicht"),
    Origin.WORKSHOP: N_("aus einer Werkstatt"),
    Origin.ON_SITE: N_("aus einem Vor-Ort-Dialog"),
    Origin.PAPER: N_("auf Papier eingereicht"),
    Origin.PHONE: N_("am Telefon aufgenommen"),
    Origin.IMPORT: N_("aus einer früheren Beteiligung übernommen"),
}

_OPEN, _CARRIED = text("undone_at IS NULL"), text("carried_by IS NOT NULL")


class Idea(Versioned, Base):
    """A contribution to a board.

    `votes` counts online and offline supports together; it is changed by atomic updates only. `votes_cut` of the
    supports, and `votes_against_cut` of the votes against, lost their person when an account was erased: there is no
    row for them in `votes` any more. `shuffle` is a random
    number that a shuffled order starts from. Before `visible_from` others do not see it.
    `source` and `external_id` name where an imported idea came from. `answered_at` is the moment of the city's newest
    answer. Each order of a list has its index. How many ideas there are is tallied by triggers, see `tallying.py`.
    """

    __tablename__ = "ideas"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        CheckConstraint("(lon IS NULL) = (lat IS NULL)", name="whole_place"),
        CheckConstraint("votes_online >= 0 AND votes_offline >= 0 AND comments >= 0", name="counts_not_negative"),
        CheckConstraint("(status = 'merged') = (merged_into_id IS NOT NULL)", name="merged_into_something"),
        Index("ix_ideas_newest", "board_id", "state", "submitted_at", "subject_id"),
        Index("ix_ideas_most_supported", "board_id", "state", "votes", "subject_id"),
        Index("ix_ideas_most_discussed", "board_id", "state", "comments", "subject_id"),
        Index("ix_ideas_shuffled", "board_id", "state", "shuffle"),
        Index("ix_ideas_newly_answered", "board_id", "state", "answered_at", "subject_id"),
        Index("ix_ideas_place", "board_id", "lon", "lat"),
        Index("ix_ideas_changed", "changed_at"),
        Index("ix_ideas_visible_from", "visible_from"),
    )

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.subject_id"))
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    text_html: Mapped[str] = mapped_column(Text)
    excerpt: Mapped[str] = mapped_column(String(220), default="")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.subject_id"), index=True)
    street: Mapped[str] = mapped_column(String(160), default="")
    lon: Mapped[float | None] = mapped_column(Float)
    lat: Mapped[float | None] = mapped_column(Float)
    geometry: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    origin: Mapped[Origin] = mapped_column(enum_column(Origin), default=Origin.ONLINE)
    status: Mapped[IdeaStatus] = mapped_column(enum_column(IdeaStatus), default=IdeaStatus.SUBMITTED)
    state: Mapped[State] = mapped_column(enum_column(State), default=State.PUBLIC)
    state_reason: Mapped[str] = mapped_column(String(1000), default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("ideas.subject_id"), index=True)
    language: Mapped[str] = mapped_column(String(5), default="de")
    votes: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    votes_online: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    votes_offline: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    votes_against: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    votes_cut: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    votes_against_cut: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    comments: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    shuffle: Mapped[int] = mapped_column(Integer, default=0)
    submitted_at: Mapped[datetime] = mapped_column(default=now)
    visible_from: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(default=now)
    source: Mapped[str | None] = mapped_column(String(120))
    external_id: Mapped[str | None] = mapped_column(String(120))
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)


contested = case((Idea.votes < Idea.votes_against, Idea.votes), else_=Idea.votes_against)
"""How contested an idea is: the smaller of the numbers of those for and against it. The index `ix_ideas_most_contested`
holds this very expression; a migration made it by hand, because not every database can tell of such an index."""


class IdeaTally(Base):
    """How many ideas came to (or, below zero, left) a cell: those of one board, state, category, district and status.

    The sum of a cell's rows is its number. Triggers write them with each change of an idea, and the worker folds the
    rows of a cell into one; nobody waits for anybody. Only ideas in public view and merged ones are tallied.
    """

    __tablename__ = "idea_tallies"
    __table_args__ = (Index("ix_idea_tallies_board", "board_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int]
    state: Mapped[State] = mapped_column(enum_column(State))
    status: Mapped[IdeaStatus] = mapped_column(enum_column(IdeaStatus))
    category_id: Mapped[int | None]
    district_id: Mapped[int | None]
    visible_from: Mapped[datetime | None]
    number: Mapped[int]


class IdeaVersion(Base):
    """A text that an idea had."""

    __tablename__ = "idea_versions"
    __table_args__ = (UniqueConstraint("idea_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.subject_id"))
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(default=now)
    actor_ref: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(500), default="")


class Merge(Base):
    """That an idea (`source_id`) went on in another one (`target_id`), until that is undone.

    `status_before` is what the source goes back to. What came along besides the votes of people: `votes_cut` and
    `against_cut` are those without a person, `votes_offline` those on paper. `with_opposing` says whether the
    target's board takes votes against, so that these came along too.
    """

    __tablename__ = "merges"
    __table_args__ = (
        Index("uq_merges_open", "source_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        CheckConstraint("source_id <> target_id", name="two_ideas"),
        CheckConstraint("votes_cut >= 0 AND against_cut >= 0 AND votes_offline >= 0", name="counts_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("ideas.subject_id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("ideas.subject_id"), index=True)
    merged_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]
    status_before: Mapped[IdeaStatus] = mapped_column(enum_column(IdeaStatus))
    with_opposing: Mapped[bool] = mapped_column(default=False)
    votes_cut: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    against_cut: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    votes_offline: Mapped[int] = mapped_column(Integer, default=0, server_default="0")


class Vote(Base):
    """That an account supports an idea (+1), or on some boards opposes it (-1) or is undecided (0).

    `carried_by` is the merge that brought it here from another idea, where its own row stands untouched.
    """

    __tablename__ = "votes"
    __table_args__ = (
        CheckConstraint("value IN (-1, 0, 1)", name="known_value"),
        Index("ix_votes_carried_by", "carried_by", sqlite_where=_CARRIED, postgresql_where=_CARRIED),
    )

    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.subject_id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    value: Mapped[int] = mapped_column(SmallInteger, default=1)
    cast_at: Mapped[datetime] = mapped_column(default=now)
    carried_by: Mapped[int | None] = mapped_column(ForeignKey("merges.id"))
