"""What must go from a wall or a result card goes for good; dots and links stay."""

from __future__ import annotations

from sqlalchemy import select

from participation.core.database import db
from participation.dialogue.workshops.commands.keeping import locked_stage, locked_workshop
from participation.dialogue.workshops.models import Note, Prototype
from participation.records.search.commands import remove_from_index
from participation.records.subjects.commands import change_subject, forget_reasons_of_links
from participation.records.subjects.models import State
from participation.records.subjects.rules import EXPUNGED_TITLE


def expunge_note(note_id: int, *, mark: str) -> None:
    """Leave of a note only its mark; whose it was, as a guest wrote it on, goes too."""
    locked_stage(db.session.get_one(Note, note_id).stage_id)
    note = db.session.scalars(
        select(Note).where(Note.subject_id == note_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    note.text, note.author_label, note.send_key = EXPUNGED_TITLE, "", None
    note.state, note.state_reason, note.version = State.EXPUNGED, mark, note.version + 1
    _leave_mark(note_id)


def expunge_prototype(prototype_id: int) -> None:
    """Leave of a result card only its mark; whoever revises it at the same time is refused or comes before."""
    locked_workshop(db.session.get_one(Prototype, prototype_id).workshop_id)
    card = db.session.scalars(
        select(Prototype)
        .where(Prototype.subject_id == prototype_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    card.title, card.send_key, card.state = EXPUNGED_TITLE, None, State.EXPUNGED
    card.problem = card.idea = card.for_whom = card.tested = card.learnt = ""
    card.version += 1
    _leave_mark(prototype_id)


def _leave_mark(subject_id: int) -> None:
    change_subject(subject_id, state=State.EXPUNGED, title=EXPUNGED_TITLE)
    remove_from_index(subject_id)
    forget_reasons_of_links(subject_id)
    db.session.flush()
