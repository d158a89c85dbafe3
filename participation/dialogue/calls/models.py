"""Applications with their teams, what was accepted, and their files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base

_LEADS = text("is_lead")


class Application(Base):
    """That an idea was handed in on a call; `team_name` is empty where somebody applies alone."""

    __tablename__ = "applications"

    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.subject_id"), primary_key=True, autoincrement=False)
    team_name: Mapped[str] = mapped_column(String(120), default="", server_default="")


class TeamMember(Base):
    """Somebody who may read an application before others and revise it until the deadline. One leads. Whether the
    pseudonym stands in public (`shows_name`) each says for themselves."""

    __tablename__ = "team_members"
    __table_args__ = (
        UniqueConstraint("idea_id", "account_id"),
        Index("uq_team_members_lead", "idea_id", unique=True, sqlite_where=_LEADS, postgresql_where=_LEADS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("applications.idea_id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    is_lead: Mapped[bool] = mapped_column(default=False, server_default=false())
    shows_name: Mapped[bool] = mapped_column(default=False, server_default=false())
    joined_at: Mapped[datetime] = mapped_column(default=now)


class TeamInvitation(Base):
    """That somebody with this address is asked to join a team. Its token is signed from its number, so that none is
    stored; it is good once. The address goes when it was used or ended, and after the deadline at the latest."""

    __tablename__ = "team_invitations"
    __table_args__ = (
        Index(
            "uq_team_invitations_email", "idea_id", "email", unique=True,
            sqlite_where=text("email <> ''"), postgresql_where=text("email <> ''"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("applications.idea_id"))
    email: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class ConditionAcceptance(Base):
    """That a condition was accepted for an application, in the words that it had then."""

    __tablename__ = "condition_acceptances"

    idea_id: Mapped[int] = mapped_column(ForeignKey("applications.idea_id"), primary_key=True)
    condition_id: Mapped[int] = mapped_column(ForeignKey("call_conditions.id"), primary_key=True)
    accepted_at: Mapped[datetime] = mapped_column(default=now)


class ApplicationFile(Base):
    """A file of an application; or a draft, uploaded while somebody still writes: then it belongs to their account and
    the key of their form, and goes after some days."""

    __tablename__ = "application_files"
    __table_args__ = (
        CheckConstraint("(idea_id IS NULL) = (draft_key IS NOT NULL)", name="draft_or_sent"),
        CheckConstraint("(draft_key IS NULL) = (account_id IS NULL)", name="drafts_belong_to_somebody"),
        Index("ix_application_files_draft", "account_id", "draft_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.subject_id"), index=True)
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("applications.idea_id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    draft_key: Mapped[str | None] = mapped_column(String(40))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime] = mapped_column(default=now)
