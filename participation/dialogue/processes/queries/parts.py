"""What the parts of a process say: for its page and for its desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from participation.core.database import db
from participation.dialogue.processes.models import (
    DocumentVersion,
    EntryKind,
    Invitation,
    News,
    Phase,
    Process,
    ProcessDistrict,
    ProcessDocument,
    ProcessEntry,
    Release,
    ReleaseState,
    StoredFile,
)
from participation.dialogue.processes.rules import COLUMNS, LOGGED, ProcessPart
from participation.records.journal.queries import history_of


def values_of(process: Process, part: ProcessPart) -> dict[str, Any]:
    """What a part says now, by the names of its columns; the districts by their numbers."""
    return {
        name: district_ids_of(process.subject_id) if name == "district_ids" else getattr(process, name)
        for name in COLUMNS[part]
    }


def district_ids_of(process_id: int) -> list[int]:
    """The numbers of the districts that a process is about, in rising order."""
    statement = select(ProcessDistrict.district_id).where(ProcessDistrict.process_id == process_id)
    return sorted(db.session.scalars(statement))


def entries_of(process_id: int, kinds: Iterable[EntryKind] = tuple(EntryKind)) -> dict[EntryKind, list[ProcessEntry]]:
    """The lists of a process, each in its order; a list without a line is empty."""
    kinds = tuple(kinds)
    found: dict[EntryKind, list[ProcessEntry]] = {kind: [] for kind in kinds}
    statement = select(ProcessEntry).where(ProcessEntry.process_id == process_id, ProcessEntry.kind.in_(kinds))
    for entry in db.session.scalars(statement.order_by(ProcessEntry.position, ProcessEntry.id)):
        found[entry.kind].append(entry)
    return found


def entry_by_id(process_id: int, entry_id: int) -> ProcessEntry | None:
    """A line of a list of this process."""
    return db.session.scalar(
        select(ProcessEntry).where(ProcessEntry.process_id == process_id, ProcessEntry.id == entry_id)
    )


def phase_by_id(process_id: int, phase_id: int) -> Phase | None:
    """A phase of this process."""
    return db.session.scalar(select(Phase).where(Phase.process_id == process_id, Phase.id == phase_id))


def all_news_of(process_id: int) -> list[News]:
    """All news of a process for its editors: drafts first, then the newest."""
    statement = select(News).where(News.process_id == process_id)
    return list(db.session.scalars(statement.order_by(News.is_draft.desc(), News.published_at.desc(), News.id.desc())))


def news_by_id(process_id: int, news_id: int) -> News | None:
    """News of this process, also as a draft."""
    return db.session.scalar(select(News).where(News.process_id == process_id, News.id == news_id))


def documents_of(process_id: int) -> list[ProcessDocument]:
    """The documents of a process with all their versions and files, in one statement; the newest version first."""
    statement = (
        select(ProcessDocument)
        .join(ProcessDocument.versions)
        .join(DocumentVersion.file)
        .where(ProcessDocument.process_id == process_id, ProcessDocument.removed_at.is_(None))
        .options(contains_eager(ProcessDocument.versions).contains_eager(DocumentVersion.file))
        .order_by(ProcessDocument.title, ProcessDocument.id, DocumentVersion.number.desc())
    )
    return list(db.session.scalars(statement).unique())


def document_by_id(process_id: int, document_id: int) -> ProcessDocument | None:
    """A document of this process with its versions, as long as it was not taken out."""
    return next((one for one in documents_of(process_id) if one.id == document_id), None)


def file_by_id(file_id: int) -> StoredFile | None:
    """A stored file."""
    return db.session.get(StoredFile, file_id)


def open_release(process_id: int) -> Release | None:
    """The request for release that waits for a second person."""
    return db.session.scalar(
        select(Release).where(Release.process_id == process_id, Release.state == ReleaseState.REQUESTED)
    )


def last_release(process_id: int) -> Release | None:
    """The newest request for release, however it ended."""
    return db.session.scalar(
        select(Release).where(Release.process_id == process_id).order_by(Release.id.desc()).limit(1)
    )


def changes_of(process_id: int, *, most: int = 5000) -> list[tuple[datetime, str, dict[str, Any], bool]]:
    """What the journal says of the changes of a process, oldest first: moment, event, values, and whether editors did
    it. Who did it and what was said before stays in the journal."""
    return [
        (entry.at, entry.event, entry.values, entry.role == "editor" or entry.actor_ref is not None)
        for entry in history_of(process_id, events=LOGGED, most=most)
    ]


def invitations_of(process_id: int) -> list[Invitation]:
    """The invitations that hold: links without an address first, then by address."""
    statement = select(Invitation).where(Invitation.process_id == process_id, Invitation.ended_at.is_(None))
    return list(db.session.scalars(statement.order_by(Invitation.email, Invitation.id)))


def invitation_by_id(invitation_id: int) -> Invitation | None:
    """An invitation, also one that was ended."""
    return db.session.get(Invitation, invitation_id)


def process_by_id(process_id: int) -> Process | None:
    """The process of this number, whoever asks."""
    return db.session.get(Process, process_id)
