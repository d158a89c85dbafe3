"""What stands beside a process on its page: lists, documents and news, in one statement."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import and_, literal, select, union_all
from sqlalchemy.orm import contains_eager

from participation.core.clock import now
from participation.core.database import db
from participation.dialogue.processes.models import DocumentVersion, EntryKind, News, ProcessDocument, ProcessEntry

MOST_NEWS = 5
_ENTRIES, _DOCUMENTS, _NEWS = 1, 2, 3


@dataclass(frozen=True)
class ProcessLists:
    """The lists of a process by their kind, its documents (the newest version first), its newest news."""

    entries: dict[EntryKind, list[ProcessEntry]] = field(default_factory=lambda: {kind: [] for kind in EntryKind})
    documents: list[ProcessDocument] = field(default_factory=list)
    news: list[News] = field(default_factory=list)


def lists_of(process_id: int) -> ProcessLists:
    """Everything that stands beside a process. Three small numbers stand for the three kinds of rows, so that one
    statement reads them all and none is multiplied by another."""
    part = union_all(*(select(literal(number).label("number")) for number in (_ENTRIES, _DOCUMENTS, _NEWS))).subquery()
    newest = (
        select(News.id)
        .where(News.process_id == process_id, News.is_draft.is_(False), News.published_at <= now())
        .order_by(News.published_at.desc(), News.id.desc())
        .limit(MOST_NEWS)
        .scalar_subquery()
    )
    there = and_(ProcessDocument.process_id == process_id, ProcessDocument.removed_at.is_(None))
    rows = db.session.execute(
        select(ProcessEntry, ProcessDocument, News)
        .select_from(part)
        .outerjoin(ProcessEntry, and_(part.c.number == _ENTRIES, ProcessEntry.process_id == process_id))
        .outerjoin(ProcessDocument, and_(part.c.number == _DOCUMENTS, there))
        .outerjoin(DocumentVersion, DocumentVersion.document_id == ProcessDocument.id)
        .outerjoin(DocumentVersion.file)
        .outerjoin(News, and_(part.c.number == _NEWS, News.id.in_(newest)))
        .options(contains_eager(ProcessDocument.versions).contains_eager(DocumentVersion.file))
        .order_by(
            part.c.number, ProcessEntry.position, ProcessEntry.id, ProcessDocument.title, ProcessDocument.id,
            DocumentVersion.number.desc(), News.published_at.desc(), News.id.desc(),
        )
    ).unique()  # fmt: skip
    found = ProcessLists()
    for entry, document, news in rows:
        if entry is not None:
            found.entries[entry.kind].append(entry)
        elif document is not None:
            found.documents.append(document)
        elif news is not None:
            found.news.append(news)
    return found
