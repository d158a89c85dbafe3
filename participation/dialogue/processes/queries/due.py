"""What of processes has had its time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from participation.dialogue.processes.models import DocumentVersion, Invitation, News, Process, ProcessDocument


def due_documents(before: datetime) -> Select[*tuple[Any, ...]]:
    """Documents taken out before this moment, whose files are still there."""
    files = select(1).where(DocumentVersion.document_id == ProcessDocument.id).exists()
    return select(ProcessDocument.id, ProcessDocument.removed_at).where(ProcessDocument.removed_at < before, files)


def due_drafts(before: datetime) -> Select[*tuple[Any, ...]]:
    """News begun before this moment that are still drafts."""
    return select(News.id, News.published_at).where(News.is_draft.is_(True), News.published_at < before)


def due_invited(before: datetime) -> Select[*tuple[Any, ...]]:
    """Invitations that name an address, into processes archived before this moment."""
    return (
        select(Invitation.id, Process.archived_at)
        .join(Process, Process.subject_id == Invitation.process_id)
        .where(Process.archived_at < before, Invitation.email != "")
    )
