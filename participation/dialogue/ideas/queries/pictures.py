"""The pictures of ideas and drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from participation.core.database import db
from participation.dialogue.ideas.models import Idea, IdeaDraft, IdeaPicture
from participation.dialogue.ideas.rules.pictures import widths_of

SHOWN = (IdeaPicture.id, IdeaPicture.name, IdeaPicture.width, IdeaPicture.height, IdeaPicture.alt)
"""What pages need of a picture, in the order of `ShownPicture`."""


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture as pages show it: its number, the beginning of its files' names, and the size of the largest."""

    id: int
    name: str
    width: int
    height: int
    alt: str

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths in pixels that it lies there in."""
        return widths_of(self.width)


def pictures_of_draft(draft_id: int | None) -> list[ShownPicture]:
    """The pictures of a draft in their order."""
    return _pictures(IdeaPicture.draft_id == draft_id) if draft_id is not None else []


def own_draft_picture(picture_id: int, account_id: int | None) -> ShownPicture | None:
    """A picture of a draft of one's own."""
    mine = select(IdeaDraft.id).where(IdeaDraft.account_id == account_id)
    found = _pictures((IdeaPicture.id == picture_id) & IdeaPicture.draft_id.in_(mine))
    return found[0] if found else None


def pictures_kept_of(account_id: int) -> list[dict[str, Any]]:
    """The pictures of a person's ideas and drafts, oldest first."""
    rows = db.session.execute(
        select(IdeaPicture.idea_id.label("idea"), IdeaPicture.alt, IdeaPicture.added_at)
        .outerjoin(Idea, Idea.subject_id == IdeaPicture.idea_id)
        .outerjoin(IdeaDraft, IdeaDraft.id == IdeaPicture.draft_id)
        .where(func.coalesce(Idea.author_id, IdeaDraft.account_id) == account_id)
        .order_by(IdeaPicture.added_at, IdeaPicture.id)
    )
    return [dict(row) for row in rows.mappings()]


def _pictures(which: ColumnElement[bool]) -> list[ShownPicture]:
    rows = db.session.execute(select(*SHOWN).where(which).order_by(IdeaPicture.position))
    return [ShownPicture(*row) for row in rows]
