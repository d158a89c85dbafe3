"""Facilitators group notes and bring them into an order."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import Invalid
from participation.dialogue.workshops import rules
from participation.dialogue.workshops.commands.keeping import check_leading, locked_stage, workshop_of
from participation.dialogue.workshops.models import Note, NoteGroup, WorkshopStage

TITLE_LENGTH = 120


def create_group(stage: WorkshopStage, *, title: str, actor: Actor) -> NoteGroup:
    """A new group on the wall of a stage; the same name again is the same group."""
    title = title.strip()
    if not 1 <= len(title) <= TITLE_LENGTH:
        raise Invalid("Bitte geben Sie der Gruppe einen Namen mit höchstens 120 Zeichen.", field="title")
    row = _lead(stage, actor)
    known = db.session.scalar(select(NoteGroup).where(NoteGroup.stage_id == row.id, NoteGroup.title == title))
    if known is not None:
        return known
    last = db.session.scalar(select(func.max(NoteGroup.position)).where(NoteGroup.stage_id == row.id)) or 0
    group = NoteGroup(stage_id=row.id, title=title, position=last + 1)
    db.session.add(group)
    db.session.flush()
    return group


def arrange_notes(stage: WorkshopStage, *, moves: Mapping[int, int | None], actor: Actor) -> int:
    """Put notes (by id) into groups (by id, None for none); returns how many were moved.

    Raises Invalid where a note or a group belongs to another stage.
    """
    row = _lead(stage, actor)
    groups = set(db.session.scalars(select(NoteGroup.id).where(NoteGroup.stage_id == row.id)))
    notes = {note.subject_id: note for note in _notes(row.id)}
    moved = 0
    for note_id, group_id in moves.items():
        if note_id not in notes or (group_id is not None and group_id not in groups):
            raise Invalid("Dieser Zettel oder diese Gruppe gehört zu einer anderen Etappe.")
        note = notes[note_id]
        if note.group_id != group_id:
            note.group_id, note.version = group_id, note.version + 1
            note.position = max(n.position for n in notes.values()) + 1
            moved += 1
    db.session.flush()
    return moved


def raise_note(note: Note, *, actor: Actor) -> None:
    """Let a note change places with the one before it in its group."""
    _swap(note, actor, -1)


def lower_note(note: Note, *, actor: Actor) -> None:
    """Let a note change places with the one after it in its group."""
    _swap(note, actor, 1)


def _swap(note: Note, actor: Actor, step: int) -> None:
    stage = db.session.get_one(WorkshopStage, note.stage_id)
    row = _lead(stage, actor)
    group = [n for n in _notes(row.id) if n.group_id == note.group_id]
    here = next(place for place, n in enumerate(group) if n.subject_id == note.subject_id)
    there = here + step
    if not 0 <= there < len(group):
        return
    group[here], group[there] = group[there], group[here]
    for position, other in enumerate(group, 1):
        if other.position != position:
            other.position, other.version = position, other.version + 1
    db.session.flush()


def _lead(stage: WorkshopStage, actor: Actor) -> WorkshopStage:
    row = locked_stage(stage.id)
    workshop = workshop_of(row)
    check_leading(actor, workshop)
    rules.check_not_finished(workshop)
    return row


def _notes(stage_id: int) -> list[Note]:
    return list(
        db.session.scalars(
            select(Note)
            .where(Note.stage_id == stage_id)
            .order_by(Note.position, Note.subject_id)
            .execution_options(populate_existing=True)
        )
    )
