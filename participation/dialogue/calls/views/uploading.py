"""Taking a file: read and made safe before the transaction, and away again where that fails."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app

from participation.core.transactions import transaction, unseen_transaction
from participation.core.uploads import delete_files, discarded_unless_entered
from participation.dialogue.calls.rules import PDF, attachment_type, title_of_file
from participation.dialogue.processes.commands import WrittenFile, smaller_picture, write_file

Enter = Callable[[str, WrittenFile], None]


def take_upload(upload: tuple[str, bytes], enter: Enter) -> None:
    """Keep a file where everyone who sees the application will see it."""
    title, file = _written(upload)
    with discarded_unless_entered(file), transaction():
        enter(title, file)


def take_draft(upload: tuple[str, bytes], enter: Enter) -> None:
    """The same for a form that is not sent yet: nobody else sees anything change."""
    title, file = _written(upload)
    with discarded_unless_entered(file), unseen_transaction():
        enter(title, file)


def delete(names: list[str]) -> None:
    """Delete files from the disk with the commit of this transaction."""
    delete_files(names, folder=current_app.extensions["PARTICIPATION"].media_root)


def _written(upload: tuple[str, bytes]) -> tuple[str, WrittenFile]:
    settings, (name, data) = current_app.extensions["PARTICIPATION"], upload
    kind = attachment_type(data, most=settings.max_upload)
    if kind != PDF:
        data, kind = smaller_picture(data, most=settings.max_upload), "image/webp"
    return title_of_file(name), write_file(data, kind, folder=settings.media_root)
