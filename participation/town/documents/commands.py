"""Keeping the documents of the city."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import delete, func, select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict
from participation.core.uploads import WrittenFile, expunge_files
from participation.records.journal.commands import record
from participation.town.documents.events import SiteDocumentAdded, SiteDocumentRemoved, SiteDocumentRenamed
from participation.town.documents.models import SiteDocument, SiteDocumentVersion
from participation.town.documents.rules import check_may_keep


def add_site_document(*, title: str, file: WrittenFile, actor: Actor) -> SiteDocument:
    """A new document in its first version."""
    check_may_keep(actor)
    document = SiteDocument(title=title)
    db.session.add(document)
    db.session.flush()
    _add(document, file, note="", actor=actor)
    return document


def add_site_version(document: SiteDocument, *, note: str, file: WrittenFile, actor: Actor) -> None:
    """A newer version; the older ones stay readable. Of two at the same moment one is numbered after the other."""
    check_may_keep(actor)
    _add(_locked(document), file, note=note, actor=actor)


def rename_site_document(document: SiteDocument, *, title: str, actor: Actor) -> None:
    """Give it another title; the same title changes nothing."""
    check_may_keep(actor)
    row = _locked(document)
    if row.title != title:
        row.title = title
        record(SiteDocumentRenamed(None, document_id=row.id), actor=actor)


def remove_site_document(document: SiteDocument, *, actor: Actor) -> None:
    """Show it no more, in none of its versions."""
    check_may_keep(actor)
    row = _locked(document)
    row.removed_at = now()
    record(SiteDocumentRemoved(None, document_id=row.id), actor=actor)


def forget_site_documents(document_ids: Sequence[int], *, folder: Path) -> None:
    """Delete documents that were taken out, and their files below `folder`."""
    versions = SiteDocumentVersion.document_id.in_(document_ids)
    expunge_files(db.session.scalars(select(SiteDocumentVersion.name).where(versions)), folder=folder)
    db.session.execute(delete(SiteDocumentVersion).where(versions))
    db.session.execute(delete(SiteDocument).where(SiteDocument.id.in_(document_ids)))


def _locked(document: SiteDocument) -> SiteDocument:
    row = db.session.get_one(SiteDocument, document.id, with_for_update=True, populate_existing=True)
    if row.removed_at is not None:
        raise Conflict("Diese Unterlage wurde inzwischen entfernt.")
    return row


def _add(document: SiteDocument, file: WrittenFile, *, note: str, actor: Actor) -> None:
    last = select(func.max(SiteDocumentVersion.number)).where(SiteDocumentVersion.document_id == document.id)
    number = (db.session.scalar(last) or 0) + 1
    db.session.add(
        SiteDocumentVersion(
            document_id=document.id, number=number, note=note, name=file.name, media_type=file.media_type,
            size=file.size, digest=file.digest,
        )
    )  # fmt: skip
    record(SiteDocumentAdded(None, document_id=document.id, number=number), actor=actor)
    db.session.flush()
