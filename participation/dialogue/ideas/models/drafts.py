"""Ideas that are not sent yet: drafts of people with an account, and what waits until somebody has signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.clock import now
from participation.core.database import Base


class IdeaDraft(Base):
    """What somebody has written for a board and not sent yet; each account has one on a board.

    `fields` holds what was typed by the names of the form's fields, unchecked; `form` says in which version of the
    form it was typed. `send_key` is the form's key against double sending.
    """

    __tablename__ = "idea_drafts"
    __table_args__ = (UniqueConstraint("account_id", "board_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.subject_id"), index=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    form: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    send_key: Mapped[str] = mapped_column(String(40), default="", server_default="")
    saved_at: Mapped[datetime] = mapped_column(default=now)


class WaitingIdea(Base):
    """An idea that somebody sent before signing in: it is submitted when they have, in the session that sent it. Only
    a digest of the session's key is kept, and for a day at most."""

    __tablename__ = "waiting_ideas"

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.subject_id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    form: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    expires_at: Mapped[datetime] = mapped_column(index=True)
