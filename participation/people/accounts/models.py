"""Accounts, sign-ins and the links that are sent by mail."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.core.clock import now
from participation.core.database import Base, Timestamped, Versioned
from participation.records.subjects.models import enum_column


class Group(StrEnum):
    """How a person places themselves, if they like."""

    RESIDENT = "resident"
    COMMUTER = "commuter"
    VISITOR = "visitor"
    BUSINESS = "business"
    SCIENCE = "science"
    ASSOCIATION = "association"
    POLITICS = "politics"
    ADMINISTRATION = "administration"


class TokenPurpose(StrEnum):
    """What a link in a mail is for."""

    CONFIRM = "confirm"
    RESET = "reset"


class Account(Timestamped, Versioned, Base):
    """A person's account; `actor_ref` is the random name under which the journal knows them.

    Who takes part with the code of a school or group has an account of its own kind: `only_in_id` is the one process
    that it is for, it has no address (`email` holds a random mark without an @), no password, and is never confirmed.
    `unread` counts the messages in the inbox that were not read; it is kept here because every page shows it.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    pseudonym: Mapped[str] = mapped_column(String(60))
    pseudonym_key: Mapped[str] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    group: Mapped[Group | None] = mapped_column(enum_column(Group))
    language: Mapped[str] = mapped_column(String(5), default="de")
    actor_ref: Mapped[str | None] = mapped_column(String(32), unique=True, default=lambda: secrets.token_hex(12))
    unread: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    confirmed_at: Mapped[datetime | None]
    last_sign_in_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    pseudonym_changed_at: Mapped[datetime | None]
    only_in_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)

    @property
    def has_address(self) -> bool:
        """Whether there is an e-mail address at all."""
        return "@" in self.email

    @property
    def is_confirmed(self) -> bool:
        """Whether the e-mail address was confirmed."""
        return self.confirmed_at is not None


@dataclass(frozen=True)
class Origin:
    """Where a sign-in came from that began elsewhere: a keyed hash of who proved themselves there (empty: here, with
    the password), one of the session there, and whether that counts as the second step here."""

    came_by: str = ""
    outer_session: str = ""
    outer_second: bool = False


class SignIn(Base):
    """A sign-in on one device: only the hash of its token is kept.

    `device` is a coarse family such as "firefox windows"; `proved_at` is when the person last showed that it is them;
    while `awaits_second` the password was right and the second step is still to come, and it lets nobody in.
    `came_by`, `outer_session` and `outer_second` say by which way from outside it began, see `Origin`.
    """

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    proved_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(String(40), default="", server_default="")
    awaits_second: Mapped[bool] = mapped_column(default=False, server_default=false())
    came_by: Mapped[str] = mapped_column(String(64), default="", server_default="", index=True)
    outer_session: Mapped[str] = mapped_column(String(64), default="", server_default="", index=True)
    outer_second: Mapped[bool] = mapped_column(default=False, server_default=false())

    account: Mapped[Account] = relationship()


class EmailToken(Base):
    """A link sent by mail, good once and for a while."""

    __tablename__ = "email_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    purpose: Mapped[TokenPurpose] = mapped_column(enum_column(TokenPurpose))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ResetRequest(Base):
    """That somebody typed an address to get a new password. The worker looks whether an account has it and deletes the
    row: asking takes equally long for every address."""

    __tablename__ = "reset_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime] = mapped_column(default=now)
