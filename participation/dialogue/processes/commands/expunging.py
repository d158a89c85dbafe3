"""What must go from a process goes for good: documents with their files, its picture, a question with its answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import delete, func, select

from participation.core.clock import now
from participation.core.database import db
from participation.core.uploads import expunge_files
from participation.dialogue.processes.models import (
    DocumentVersion,
    Invitation,
    News,
    Process,
    ProcessDocument,
    ProcessEntry,
    StoredFile,
)
from participation.records.subjects.rules import EXPUNGED_TITLE


def expunge_document(document_id: int, *, text: str, folder: Path) -> None:
    """Leave of a document only that there was one; the files of all its versions go."""
    document = _locked_document(document_id)
    _delete_versions(document_id, DocumentVersion.number > 0, folder=folder)
    document.title, document.removed_at = text[:200], document.removed_at or now()
    document.version += 1
    db.session.flush()


def expunge_earlier_documents(document_id: int, *, folder: Path) -> None:
    """Let all versions of a document go but the newest."""
    _locked_document(document_id)
    newest = select(func.max(DocumentVersion.number)).where(DocumentVersion.document_id == document_id)
    _delete_versions(document_id, DocumentVersion.number < newest.scalar_subquery(), folder=folder)


def expunge_document_version(document_id: int, number: int, *, folder: Path) -> None:
    """Let one version of a document go."""
    _locked_document(document_id)
    _delete_versions(document_id, DocumentVersion.number == number, folder=folder)


def expunge_pictures(process_id: int, *, folder: Path) -> None:
    """Let the picture of a process go, its description, and all pictures that it had before."""
    process = _locked_process(process_id)
    process.picture, process.picture_alt, process.picture_file_id = "", "", None
    process.version += 1
    db.session.flush()
    documents = select(DocumentVersion.file_id).join(ProcessDocument).where(ProcessDocument.process_id == process_id)
    _delete_files(StoredFile.subject_id == process_id, StoredFile.id.not_in(documents), folder=folder)


def expunge_question(entry_id: int | None, *, text: str) -> None:
    """Leave of a question and its answer only that there was one."""
    entry = db.session.scalar(
        select(ProcessEntry)
        .where(ProcessEntry.id == entry_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if entry is not None:
        entry.title, entry.text, entry.url, entry.area = EXPUNGED_TITLE, text, "", None
        entry.version += 1
        db.session.flush()


def forget_removed_documents(document_ids: Sequence[int], *, folder: Path) -> None:
    """Delete the files of documents that were taken out long ago; that they were there stays."""
    for document_id in document_ids:
        if _locked_document(document_id).removed_at is not None:
            _delete_versions(document_id, DocumentVersion.number > 0, folder=folder)


def delete_drafts(news_ids: Sequence[int]) -> None:
    """Delete news that were begun long ago and stayed drafts."""
    _run(delete(News).where(News.id.in_(news_ids), News.is_draft.is_(True)))


def delete_invitations(invitation_ids: Sequence[int]) -> None:
    """Delete invitations into processes that are over for long."""
    _run(delete(Invitation).where(Invitation.id.in_(invitation_ids)))


def _locked_process(process_id: int) -> Process:
    return db.session.scalars(
        select(Process)
        .where(Process.subject_id == process_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _locked_document(document_id: int) -> ProcessDocument:
    """The document, while nobody changes its process: new versions stand in line there."""
    document = db.session.get_one(ProcessDocument, document_id)
    _locked_process(document.process_id)
    db.session.refresh(document)
    return document


def _delete_versions(document_id: int, which: object, *, folder: Path) -> None:
    found = db.session.execute(
        select(DocumentVersion.id, DocumentVersion.file_id).where(
            DocumentVersion.document_id == document_id,
            which,  # type: ignore[arg-type]
        )
    ).all()
    _run(delete(DocumentVersion).where(DocumentVersion.id.in_([row.id for row in found])))
    _delete_files(StoredFile.id.in_([row.file_id for row in found]), folder=folder)


def _delete_files(*which: object, folder: Path) -> None:
    found = db.session.execute(select(StoredFile.id, StoredFile.name).where(*which)).all()  # type: ignore[arg-type]
    _run(delete(StoredFile).where(StoredFile.id.in_([row.id for row in found])))
    expunge_files([row.name for row in found], folder=folder)


def _run(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]
