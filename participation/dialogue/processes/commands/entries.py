"""Keeping the short lists of a process: leeway, partners, questions with their answers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import N_, Conflict
from participation.dialogue.processes.commands.keeping import note_change, to_write
from participation.dialogue.processes.models import EntryKind, Process, ProcessEntry
from participation.dialogue.processes.rules import ProcessPart

STALE = N_("Jemand hat diesen Eintrag inzwischen geändert. Ihre Fassung ist noch nicht gespeichert.")
PART_OF: dict[EntryKind, ProcessPart] = {
    EntryKind.FIXED: ProcessPart.LEEWAY,
    EntryKind.OPEN: ProcessPart.LEEWAY,
    EntryKind.LATER: ProcessPart.LEEWAY,
    EntryKind.PARTNER: ProcessPart.PARTNERS,
    EntryKind.QUESTION: ProcessPart.QUESTIONS,
}


def add_entry(process: Process, kind: EntryKind, *, title: str, actor: Actor, **values: Any) -> ProcessEntry:
    """Put a line at the end of a list."""
    process = to_write(process, actor)
    last = db.session.scalar(
        select(func.max(ProcessEntry.position)).where(
            ProcessEntry.process_id == process.subject_id, ProcessEntry.kind == kind
        )
    )
    entry = ProcessEntry(
        process_id=process.subject_id, kind=kind, title=title, position=0 if last is None else last + 1, **values
    )
    db.session.add(entry)
    note_change(process, PART_OF[kind], actor=actor)
    return entry


def change_entry(process: Process, entry: ProcessEntry, *, version: int, actor: Actor, **values: Any) -> None:
    """Change a line. Raises Conflict where `version` is not the newest."""
    process = to_write(process, actor)
    entry = _fresh(entry)
    if entry.version != version:
        raise Conflict(STALE)
    before = {name: getattr(entry, name) for name, value in values.items() if getattr(entry, name) != value}
    for name, value in values.items():
        setattr(entry, name, value)
    entry.version = version + 1
    note_change(process, PART_OF[entry.kind], actor=actor, before=before)


def remove_entry(process: Process, entry: ProcessEntry, *, actor: Actor) -> None:
    """Take a line out; what it said is kept in the journal's details."""
    process = to_write(process, actor)
    kind = entry.kind
    before = {"title": entry.title, "text": entry.text, "url": entry.url}
    db.session.delete(entry)
    note_change(process, PART_OF[kind], actor=actor, before=before)


def _fresh(entry: ProcessEntry) -> ProcessEntry:
    return db.session.scalars(
        select(ProcessEntry).where(ProcessEntry.id == entry.id).execution_options(populate_existing=True)
    ).one()
