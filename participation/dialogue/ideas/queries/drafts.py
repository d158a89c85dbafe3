"""Drafts and what waits for a sign-in, each for one person alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from participation.core.clock import now
from participation.core.database import db
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.models import Idea, IdeaDraft, WaitingIdea


@dataclass(frozen=True)
class DraftLine:
    """A draft in the list of one's own; `title` may be empty."""

    board_slug: str
    board_title: str
    title: str
    saved_at: datetime


def draft_on(board_id: int, account_id: int | None) -> IdeaDraft | None:
    """What this person has written for a board and not sent."""
    if account_id is None:
        return None
    mine = (IdeaDraft.board_id == board_id, IdeaDraft.account_id == account_id)
    return db.session.scalar(select(IdeaDraft).where(*mine))


def drafts_of(account_id: int) -> list[DraftLine]:
    """All drafts of a person, the newest first."""
    rows = db.session.execute(
        select(Board.slug, Board.title, IdeaDraft.fields, IdeaDraft.saved_at)
        .join(Board, Board.subject_id == IdeaDraft.board_id)
        .where(IdeaDraft.account_id == account_id)
        .order_by(IdeaDraft.saved_at.desc(), IdeaDraft.id.desc())
    )
    return [DraftLine(slug, title, str(fields.get("title", "")), saved_at) for slug, title, fields, saved_at in rows]


def waiting_idea(token_hash: str) -> tuple[WaitingIdea, str] | None:
    """What waits under the digest of a key, with the slug of its board; nothing once its time is over."""
    row = db.session.execute(
        select(WaitingIdea, Board.slug)
        .join(Board, Board.subject_id == WaitingIdea.board_id)
        .where(WaitingIdea.token_hash == token_hash, WaitingIdea.expires_at > now())
    ).first()
    return (row[0], row[1]) if row else None


def is_sent(send_key: str) -> bool:
    """Whether a form with this key was sent already."""
    return bool(send_key) and db.session.scalar(select(Idea.subject_id).where(Idea.send_key == send_key)) is not None


def drafts_kept_of(account_id: int) -> list[dict[str, Any]]:
    """A person's drafts with all that they typed, oldest first."""
    rows = db.session.execute(
        select(Board.title.label("board"), IdeaDraft.fields, IdeaDraft.saved_at)
        .join(Board, Board.subject_id == IdeaDraft.board_id)
        .where(IdeaDraft.account_id == account_id)
        .order_by(IdeaDraft.saved_at, IdeaDraft.id)
    )
    return [{"board": row.board, "saved_at": row.saved_at, **row.fields} for row in rows]
