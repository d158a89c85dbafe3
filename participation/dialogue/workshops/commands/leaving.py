"""What stays on the wall of somebody who left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select, update

from participation.core.database import db
from participation.dialogue.workshops.models import Dot, Note
from participation.people.own_data.rules import GONE_TEXT, GONE_TITLE
from participation.records.search.commands import remove_from_index
from participation.records.subjects.commands import change_subject
from participation.records.subjects.models import State, Subject


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


def forget_hidden_notes(note_ids: Sequence[int]) -> None:
    """Let the texts of notes go that nobody has been shown for long; their places stay marked as they are."""
    for note in db.session.scalars(
        select(Note).where(Note.subject_id.in_(note_ids)).order_by(Note.subject_id).with_for_update()
    ):
        if note.state in (State.HIDDEN, State.WITHDRAWN):
            changed_at = db.session.get_one(Subject, note.subject_id).changed_at
            note.text, note.author_label = GONE_TEXT, ""
            change_subject(note.subject_id, title=GONE_TITLE).changed_at = changed_at
            remove_from_index(note.subject_id)
    db.session.flush()


def forget_writers(note_ids: Sequence[int]) -> None:
    """Let notes stand without who wrote them, guests among these."""
    _run(update(Note).where(Note.subject_id.in_(note_ids)).values(author_id=None, author_label="", send_key=None))


def cut_dots_on(note_ids: Sequence[int]) -> None:
    """Part all dots on these notes from their people: the counts stay, and how many were cut is noted."""
    set_here = select(func.count()).where(Dot.note_id == Note.subject_id).scalar_subquery()
    _run(update(Note).where(Note.subject_id.in_(note_ids)).values(dots_cut=Note.dots_cut + set_here))
    _run(delete(Dot).where(Dot.note_id.in_(note_ids)))


def forget_send_keys(note_ids: Sequence[int]) -> None:
    """Forget what kept notes from being sent twice."""
    _run(update(Note).where(Note.subject_id.in_(note_ids)).values(send_key=None))


def _run(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
