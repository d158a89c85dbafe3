"""Taking pictures of ideas: drawn anew before the transaction, and away again where that fails."""

from __future__ import annotations

from collections.abc import Callable
from os import SEEK_END
from typing import Any

from flask import current_app, request
from flask_login import current_user

from participation.core.errors import Invalid
from participation.core.uploads import delete_files, discarded_unless_entered
from participation.dialogue.ideas import commands
from participation.dialogue.ideas.commands import WrittenPicture
from participation.dialogue.ideas.rules.asked import MOST_PICTURES
from participation.dialogue.ideas.views.blueprint import blueprint

LARGEST_REQUEST = 64 * 1024 * 1024
"""Bytes that a form with pictures may have: one that is far too large is refused beside its field, and what was typed
with it is kept. What comes in lies on the disk until it is looked at, never in memory."""
WITH_PICTURES = ("ideas.submit_step", "ideas.add_pictures")


@blueprint.url_value_preprocessor
def _let_pictures_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    if endpoint in WITH_PICTURES and request.method == "POST" and current_user.is_authenticated:
        settings = current_app.extensions["PARTICIPATION"]
        request.max_content_length = max(LARGEST_REQUEST, MOST_PICTURES * settings.max_upload)


@blueprint.app_template_global()
def largest_picture() -> int:
    """How large a picture may be, in MB."""
    return round(current_app.extensions["PARTICIPATION"].max_upload / 1_048_576)


def take_pictures(files: list[Any], enter: Callable[[WrittenPicture], None]) -> None:
    """Keep pictures one after the other; `enter` opens its own transaction. Raises Invalid with the first that cannot
    be taken; those before it stay."""
    settings = current_app.extensions["PARTICIPATION"]
    for file in files:
        written = commands.write_picture(
            content_of(file, most=settings.max_upload), folder=settings.media_root, most=settings.max_upload
        )
        with discarded_unless_entered(written):
            enter(written)


def content_of(file: Any, *, most: int) -> bytes:
    """The bytes of an upload, read only where they are not too many."""
    size = file.stream.seek(0, SEEK_END)
    file.stream.seek(0)
    if size > most:
        raise Invalid(
            "Das Bild „%(name)s“ ist zu groß. Höchstens %(size)s MB sind möglich.", field="pictures",
            name=str(file.filename)[:80], size=round(most / 1_048_576),
        )  # fmt: skip
    return bytes(file.stream.read())


def delete(names: list[str]) -> None:
    """Delete files from the disk with the commit of this transaction."""
    delete_files(names, folder=current_app.extensions["PARTICIPATION"].media_root)
