"""Pictures: drawn ones as files, and pictures and drafts of ideas as people make them."""

from __future__ import annotations

import io
from typing import Any

from flask import current_app
from PIL import Image, ImageDraw

from participation.core.database import db
from participation.core.transactions import transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.commands import WrittenPicture, add_to_draft, save_draft, write_picture
from participation.dialogue.ideas.models import Idea, IdeaDraft, IdeaPicture
from participation.people.accounts.models import Account
from tests.factories.people import person


def drawn(size: tuple[int, int] = (900, 600), kind: str = "JPEG", colour: str = "seagreen", **options: Any) -> bytes:
    """The bytes of a picture: a bench on a ground of this colour."""
    picture = Image.new("RGB", size, colour)
    ImageDraw.Draw(picture).rectangle((size[0] // 4, size[1] // 2, size[0] // 2, size[1] // 2 + 9), fill="brown")
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def written(size: tuple[int, int] = (900, 600)) -> WrittenPicture:
    """A picture that lies in its folder and is not entered yet."""
    settings = current_app.extensions["PARTICIPATION"]
    return write_picture(drawn(size), folder=settings.media_root, most=settings.max_upload)


def make_picture(idea: Idea, *, alt: str = "Eine Bank am Ufer", position: int = 1) -> IdeaPicture:
    """A picture of an idea."""
    made = written()
    with transaction():
        picture = IdeaPicture(
            idea_id=idea.subject_id, position=position, name=made.name, width=made.width, height=made.height, alt=alt
        )
        db.session.add(picture)
    return picture


def make_draft(board: Board, account: Account, *, with_picture: str = "", **fields: str) -> IdeaDraft:
    """What somebody has written and not sent, on request with a picture that is described so."""
    actor, made = person(account), written() if with_picture else None
    with transaction():
        values = {"title": "Noch eine Bank", "text": "Am Ufer fehlt eine Bank im Schatten.", **fields}
        draft = save_draft(board.subject_id, values, send_key=f"entwurf-{account.id}", actor=actor)
        if made is not None:
            add_to_draft(draft.id, made, most=5).alt = with_picture
    return draft
