"""Documents of a process in versions, and its picture."""

from __future__ import annotations

from sqlalchemy import func, select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict
from participation.core.uploads import WrittenFile
from participation.dialogue.processes import rules
from participation.dialogue.processes.commands.keeping import note_change, to_write
from participation.dialogue.processes.models import DocumentVersion, Process, ProcessDocument, StoredFile
from participation.dialogue.processes.queries import values_of
from participation.dialogue.processes.rules import ProcessPart


def add_document(process: Process, *, title: str, note: str, file: WrittenFile, actor: Actor) -> ProcessDocument:
    """A new document in its first version."""
    process = to_write(process, actor)
    document = ProcessDocument(process_id=process.subject_id, title=title)
    db.session.add(document)
    db.session.flush()
    _add_version(process, document, note=note, file=file)
    note_change(process, ProcessPart.DOCUMENTS, actor=actor)
    return document


def add_version(process: Process, document: ProcessDocument, *, note: str, file: WrittenFile, actor: Actor) -> None:
    """A newer version; the older ones stay readable."""
    process = to_write(process, actor)
    _check_there(document)
    _add_version(process, document, note=note, file=file)
    note_change(process, ProcessPart.DOCUMENTS, actor=actor)


def rename_document(process: Process, document: ProcessDocument, *, title: str, actor: Actor) -> None:
    """Give it another title; the same title changes nothing."""
    process = to_write(process, actor)
    _check_there(document)
    if document.title != title:
        before = {"title": document.title}
        document.title = title
        note_change(process, ProcessPart.DOCUMENTS, actor=actor, before=before)


def remove_document(process: Process, document: ProcessDocument, *, actor: Actor) -> None:
    """Show a document no more, in none of its versions; doing it twice changes nothing."""
    process = to_write(process, actor)
    if document.removed_at is None:
        document.removed_at = now()
        note_change(process, ProcessPart.DOCUMENTS, actor=actor, before={"title": document.title})


def set_picture(process: Process, *, alt: str, seen: str, file: WrittenFile | None, actor: Actor) -> None:
    """A new picture, or another description of the one that is there. Raises Conflict where it changed meanwhile."""
    process = to_write(process, actor)
    if rules.fingerprint(values_of(process, ProcessPart.PICTURE)) != seen:
        raise Conflict("Jemand hat das Bild inzwischen geändert. Ihre Fassung ist noch nicht gespeichert.")
    before = {"picture_alt": process.picture_alt, "picture_file_id": process.picture_file_id}
    process.picture_alt = alt
    if file is not None:
        process.picture_file_id = _enter(process, file).id
    note_change(process, ProcessPart.PICTURE, actor=actor, before=before)


def remove_picture(process: Process, *, actor: Actor) -> None:
    """Leave the process without a picture."""
    process = to_write(process, actor)
    process.picture, process.picture_alt, process.picture_file_id = "", "", None
    note_change(process, ProcessPart.PICTURE, actor=actor)


def _add_version(process: Process, document: ProcessDocument, *, note: str, file: WrittenFile) -> None:
    last = db.session.scalar(select(func.max(DocumentVersion.number)).where(DocumentVersion.document_id == document.id))
    entered = _enter(process, file)
    db.session.add(DocumentVersion(document_id=document.id, number=(last or 0) + 1, file_id=entered.id, note=note))
    db.session.flush()


def _enter(process: Process, file: WrittenFile) -> StoredFile:
    entered = StoredFile(
        subject_id=process.subject_id, name=file.name, media_type=file.media_type, size=file.size, digest=file.digest
    )
    db.session.add(entered)
    db.session.flush()
    return entered


def _check_there(document: ProcessDocument) -> None:
    if document.removed_at is not None:
        raise Conflict("Diese Unterlage wurde inzwischen entfernt.")
