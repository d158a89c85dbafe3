"""Which notes have had their time, and what of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from participation.dialogue.processes.models import Process
from participation.dialogue.workshops.models import Dot, Note
from participation.people.own_data.rules import GONE_TEXT
from participation.records.subjects.models import State, Subject


def due_hidden_notes(before: datetime) -> Select[*tuple[Any, ...]]:
    """Notes hidden or taken back before this moment, whose words are still there."""
    return (
        select(Note.subject_id, Subject.changed_at)
        .join(Subject, Subject.id == Note.subject_id)
        .where(Note.state.in_((State.HIDDEN, State.WITHDRAWN)), Subject.changed_at < before, Note.text != GONE_TEXT)
    )


def due_writers(before: datetime) -> Select[*tuple[Any, ...]]:
    """Notes with a writer, by account or by the name a guest gave, in processes archived before this moment."""
    return _archived(before).where(or_(Note.author_id.is_not(None), Note.author_label != ""))


def due_dots(before: datetime) -> Select[*tuple[Any, ...]]:
    """Notes in such processes on which dots are still linked with people."""
    return _archived(before).where(select(1).where(Dot.note_id == Note.subject_id).exists())


def due_note_keys(before: datetime) -> Select[*tuple[Any, ...]]:
    """Notes sent before this moment that still have their key."""
    return select(Note.subject_id, Note.written_at).where(Note.send_key.is_not(None), Note.written_at < before)


def _archived(before: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(Note.subject_id, Process.archived_at)
        .join(Subject, Subject.id == Note.subject_id)
        .join(Process, Process.subject_id == Subject.process_id)
        .where(Process.archived_at < before)
    )
