"""What stays on the wall of somebody who left."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from participation.core.database import db
from participation.dialogue.workshops.models import Dot, Note
from participation.people.own_data.rules import GONE_TEXT, GONE_TITLE
from participation.records.search.commands import remove_from_index
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import State


def remove_notes_of(account_id: int) -> None:
    """Let the texts of somebody's notes go; they are taken off the wall."""
    for note in db.session.scalars(
        select(Note).where(Note.author_id == account_id).order_by(Note.subject_id).with_for_update()
    ):
        note.text, note.state, note.state_reason = GONE_TEXT, State.WITHDRAWN, ""
        change_subject(note.subject_id, state=State.WITHDRAWN, title=GONE_TITLE)
        remove_from_index(note.subject_id)
    db.session.flush()


def forget_participant(account_id: int) -> None:
    """Let somebody's notes stand without their author, and part their dots from their person: the counts stay."""
    dotted = select(Dot.note_id).where(Dot.account_id == account_id)
    for statement in (
        update(Note).where(Note.author_id == account_id).values(author_id=None, author_label="", send_key=None),
        update(Note).where(Note.subject_id.in_(dotted)).values(dots_cut=Note.dots_cut + 1),
        delete(Dot).where(Dot.account_id == account_id),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))
