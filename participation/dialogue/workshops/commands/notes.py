"""Notes come onto the wall online or from paper, and leave it with their place marked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import Conflict, Invalid, NotAllowed
from participation.dialogue.codes.queries import footing_on
from participation.dialogue.processes.queries import phases_of
from participation.dialogue.workshops import rules
from participation.dialogue.workshops.commands.keeping import (
    check_leading,
    locked_stage,
    note_on,
    stage_kept_as_it_is,
    workshop_of,
)
from participation.dialogue.workshops.events import NoteHidden, NoteRestored, NoteWithdrawn, NoteWritten
from participation.dialogue.workshops.models import Note, NoteOrigin, StageState, Workshop, WorkshopStage
from participation.records.journal.commands import record
from participation.records.subjects.commands import add_subject, change_subject
from participation.records.subjects.models import State, Subject, SubjectKind

TITLE_LENGTH = 120


def write_note(
    stage: WorkshopStage, *, actor: Actor, text: str, send_key: str | None = None,
    moment: datetime | None = None,
) -> Note:  # fmt: skip
    """Put one's note onto the wall of the open stage; the same `send_key` is taken once.

    Raises NotAllowed while the stage or the phase is shut, Invalid where the text is empty or too long.
    """
    row = stage_kept_as_it_is(stage.id)
    workshop = workshop_of(row)
    if send_key and (known := db.session.scalar(select(Note).where(Note.send_key == send_key))):
        if known.author_id != actor.account_id:
            raise Conflict("Dieser Zettel wurde schon gesendet.")
        return known
    rules.check_may_take_part(
        actor, phases_of(workshop.process_id), row, footing=footing_on(workshop.process_id, actor), moment=moment
    )
    note = _put(
        workshop, row, rules.check_note_text(text), origin=NoteOrigin.ONLINE, author_id=actor.account_id,
        send_key=send_key, written_at=moment or now(),
    )  # fmt: skip
    record(NoteWritten(note.subject_id, origin=note.origin), actor=actor)
    return note


def enter_paper_notes(stage: WorkshopStage, *, actor: Actor, lines: str, send_key: str | None = None) -> list[Note]:
    """Put notes from paper onto the wall, one per line, with the dots counted in the room; they count the same.

    The same `send_key` is taken once. Raises Invalid with the number of a line that cannot be read.
    """
    row = locked_stage(stage.id)
    workshop = workshop_of(row)
    check_leading(actor, workshop)
    rules.check_not_finished(workshop)
    if row.state is StageState.WAITING:
        raise Conflict("Diese Etappe hat noch nicht begonnen.")
    if send_key and db.session.scalar(select(Note.subject_id).where(Note.send_key == f"{send_key}-1")):
        return []
    notes = [
        _put(
            workshop, row, paper.text, origin=NoteOrigin.PAPER, dots_offline=paper.dots,
            send_key=f"{send_key}-{number}" if send_key else None,
        )
        for number, paper in enumerate(rules.paper_notes(lines), 1)
    ]  # fmt: skip
    for note in notes:
        record(NoteWritten(note.subject_id, origin=note.origin), actor=actor, role="facilitator")
    return notes


def _put(workshop: Workshop, stage: WorkshopStage, text: str, **values: object) -> Note:
    parent = db.session.get_one(Subject, workshop.subject_id)
    subject = add_subject(
        SubjectKind.NOTE, text[:TITLE_LENGTH], path=f"{parent.path}#zettel-{{id}}", process_id=parent.process_id,
        department_id=parent.department_id, audience=parent.audience,
    )  # fmt: skip
    last = db.session.scalar(select(func.max(Note.position)).where(Note.stage_id == stage.id)) or 0
    note = Note(subject_id=subject.id, stage_id=stage.id, text=text, position=last + 1, **values)
    db.session.add(note)
    db.session.flush()
    return note


def withdraw_note(note: Note, *, actor: Actor) -> None:
    """Take one's own note back while its stage is open; a second time changes nothing."""
    if not rules.is_author(actor, note):
        raise NotAllowed("Zurücknehmen können Sie nur Ihre eigenen Zettel.")
    stage = stage_kept_as_it_is(note.stage_id)
    row = note_on(note.subject_id)
    if row.state is State.WITHDRAWN:
        return
    process_id = workshop_of(stage).process_id
    rules.check_may_take_part(actor, phases_of(process_id), stage, footing=footing_on(process_id, actor))
    rules.check_on_wall(row)
    _set_state(row, State.WITHDRAWN, "")
    record(NoteWithdrawn(row.subject_id), actor=actor)


def hide_note(note: Note, *, actor: Actor, reason: str) -> None:
    """Take a note off the wall; its place is marked with the reason, the text stays for the facilitator."""
    row = _checked(note, actor, reason)
    if row.state is State.HIDDEN:
        return
    rules.check_on_wall(row)
    _set_state(row, State.HIDDEN, reason)
    record(NoteHidden(row.subject_id), actor=actor, role="facilitator", reason=reason)


def restore_note(note: Note, *, actor: Actor, reason: str) -> None:
    """Put a hidden note back onto the wall."""
    row = _checked(note, actor, reason)
    if row.state is State.PUBLIC:
        return
    if row.state is not State.HIDDEN:
        raise Conflict("Dieser Zettel ist nicht verborgen.")
    _set_state(row, State.PUBLIC, "")
    record(NoteRestored(row.subject_id), actor=actor, role="facilitator", reason=reason)


def _checked(note: Note, actor: Actor, reason: str) -> Note:
    stage = locked_stage(note.stage_id)
    rules.check_facilitator(actor, workshop_of(stage))
    if not reason.strip():
        raise Invalid("Bitte schreiben Sie einen Grund dazu; er erscheint an der Stelle des Zettels.", field="reason")
    return note_on(note.subject_id)


def _set_state(note: Note, state: State, reason: str) -> None:
    note.state, note.state_reason, note.version = state, reason.strip()[:1000], note.version + 1
    change_subject(note.subject_id, state=state)
    db.session.flush()
