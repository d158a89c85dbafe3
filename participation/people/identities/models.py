"""Identities at the broker, the roles that it gave, people who have just arrived from there, and used answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.actor import Role
from participation.core.clock import now
from participation.core.database import Base
from participation.records.subjects.models import enum_column


class Identity(Base):
    """That a person of the broker has this account here. `subject_hash` is a keyed hash of their number there.

    `assurance` is the level that the broker proved last, a value of `Assurance`; `ignored_roles` a digest of the names
    of roles that it told last and that mean nothing here.
    """

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("issuer", "subject_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject_hash: Mapped[str] = mapped_column(String(64))
    assurance: Mapped[str | None] = mapped_column(String(20))
    assurance_at: Mapped[datetime | None]
    linked_at: Mapped[datetime] = mapped_column(default=now)
    last_sign_in_at: Mapped[datetime | None]
    ignored_roles: Mapped[str] = mapped_column(String(64), default="", server_default="")


class BrokerRole(Base):
    """That a role was given because the broker named it; roles given by hand have no such row."""

    __tablename__ = "broker_roles"
    __table_args__ = (UniqueConstraint("identity_id", "role", "scope_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    identity_id: Mapped[int] = mapped_column(ForeignKey("identities.id"), index=True)
    role: Mapped[Role] = mapped_column(enum_column(Role))
    scope_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)


class Arrival(Base):
    """Somebody whom the broker has just proved and who has no account here yet, or has not linked it: kept for an
    hour, until they have said which. Only the hash of the token in their session is kept."""

    __tablename__ = "arrivals"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject_hash: Mapped[str] = mapped_column(String(64))
    session_hash: Mapped[str] = mapped_column(String(64), default="", server_default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    is_verified: Mapped[bool] = mapped_column(default=False)
    assurance: Mapped[str | None] = mapped_column(String(20))
    second_step: Mapped[bool] = mapped_column(default=False)
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class UsedAnswer(Base):
    """The digest of an answer of the broker that was taken, kept until it would have ended: none is taken twice."""

    __tablename__ = "used_answers"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
