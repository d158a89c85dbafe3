"""Accounts on their way out, changes of address, warnings of the unused, and accepted terms of use."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base
from participation.records.subjects.models import enum_column


class Texts(StrEnum):
    """What becomes of the texts that a person wrote."""

    KEEP = "keep"
    REMOVE = "remove"


class Cause(StrEnum):
    """Why an account is erased; `ended`: somebody took part with a code, and the process is long over."""

    ASKED = "asked"
    UNUSED = "unused"
    ENDED = "ended"


class Erasure(Base):
    """That an account is erased, or is about to be.

    `account_id`, `address`, `pseudonym` and `actor_ref` are emptied when the account's row goes, or when its owner
    comes back: what stays says that there was an erasure, and when it was done. `entry_id` is the line in the journal
    that the rooms act on.
    """

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    texts: Mapped[Texts] = mapped_column(enum_column(Texts), default=Texts.KEEP)
    cause: Mapped[Cause] = mapped_column(enum_column(Cause), default=Cause.ASKED)
    language: Mapped[str] = mapped_column(String(5), default="de")
    requested_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime] = mapped_column(index=True)
    stopped_at: Mapped[datetime | None]
    began_at: Mapped[datetime | None]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("journal_entries.id"), unique=True)
    address: Mapped[str | None] = mapped_column(String(254))
    pseudonym: Mapped[str | None] = mapped_column(String(60))
    actor_ref: Mapped[str | None] = mapped_column(String(32))
    done_at: Mapped[datetime | None]


class AddressChange(Base):
    """That a person wants another e-mail address: a link goes to the new one, a link to stop it to the old one.

    The row is deleted when the link to stop has run out.
    """

    __tablename__ = "address_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    old_email: Mapped[str] = mapped_column(String(254))
    new_email: Mapped[str] = mapped_column(String(254))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    stop_hash: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    stoppable_until: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]


class UnusedWarning(Base):
    """That the owner of an account unused for long was warned; signing in afterwards makes it void."""

    __tablename__ = "unused_warnings"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    warned_at: Mapped[datetime] = mapped_column(default=now)
    erased_from: Mapped[datetime] = mapped_column(index=True)


class TermsAcceptance(Base):
    """That a person accepted a version of the terms of use. Who signed up later accepted it by signing up."""

    __tablename__ = "terms_acceptances"
    __table_args__ = (UniqueConstraint("account_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    number: Mapped[int] = mapped_column(Integer)
    accepted_at: Mapped[datetime] = mapped_column(default=now)
