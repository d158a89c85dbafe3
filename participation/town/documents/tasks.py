"""Files of documents that nobody has been shown for long go from the disk."""

from __future__ import annotations

from flask import current_app

from participation.core.letting_go import lets_go
from participation.town.documents import commands, queries


@lets_go("removed_documents", "site_documents", due=queries.due_site_documents, batch=20)
def forget_site_documents(document_ids: list[int]) -> None:
    """The rows, and the files with them."""
    commands.forget_site_documents(document_ids, folder=current_app.extensions["PARTICIPATION"].media_root)
