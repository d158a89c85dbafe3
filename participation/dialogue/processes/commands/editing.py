"""Writing the parts of a process, each on its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import db
from participation.core.errors import N_, Conflict, Invalid
from participation.dialogue.processes import rules
from participation.dialogue.processes.commands.keeping import index, note_change, to_write
from participation.dialogue.processes.commands.setting_up import set_districts
from participation.dialogue.processes.events import AssuranceChanged
from participation.dialogue.processes.models import Process
from participation.dialogue.processes.queries import values_of
from participation.dialogue.processes.rules import ProcessPart
from participation.records.journal.commands import record
from participation.records.subjects.commands import change_subject, change_subjects_in_bulk
from participation.records.subjects.models import Audience, Subject, SubjectKind
from participation.town.districts.rules import cleaned_area, geojson_of

STALE = N_("Jemand hat diesen Teil inzwischen geändert. Ihre Fassung ist noch nicht gespeichert.")


def edit_part(process: Process, part: ProcessPart, *, seen: str, actor: Actor, **values: Any) -> bool:
    """Write a part of a process; what it said before is kept in the journal's details. Returns whether it changed.

    `seen` is the fingerprint of the part as the person read it; raises Conflict where it says something else by now.
    """
    process = to_write(process, actor)
    known = values_of(process, part)
    if rules.fingerprint(known) != seen:
        raise Conflict(STALE)
    _check(process, part, values)
    before = {name: known[name] for name, value in values.items() if known[name] != value}
    if not before:
        return False
    for name in before:
        if name == "district_ids":
            set_districts(process.subject_id, values[name])
        else:
            setattr(process, name, values[name])
    _follow_up(process, part, actor)
    note_change(process, part, actor=actor, before={name: _plain(value) for name, value in before.items()})
    return True


def clean_geometry(geometry: dict[str, Any] | None) -> dict[str, Any] | None:
    """An area that was drawn or handed in, repaired and rounded; None stays None. Raises Invalid for what is none."""
    return None if geometry is None else geojson_of(cleaned_area(geometry))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _check(process: Process, part: ProcessPart, values: dict[str, Any]) -> None:
    if part is ProcessPart.BLOCKS and process.is_published:
        for name in rules.BLOCKS:
            if not values[name].strip():
                raise Invalid("Solange das Verfahren öffentlich ist, darf dieses Feld nicht leer sein.", field=name)
    if part is ProcessPart.VISIBILITY and process.is_published and values["audience"] is not process.audience:
        raise Invalid(
            "Nach der Veröffentlichung bleibt die Sichtbarkeit, wie sie ist: Wer etwas geschrieben hat, "
            "verlässt sich darauf.",
            field="audience",
        )


def _follow_up(process: Process, part: ProcessPart, actor: Actor) -> None:
    """Keep subjects and search in step; say in public what changes for those who take part."""
    if part is ProcessPart.QUESTION:
        change_subject(process.subject_id, title=process.title)
        index(process)
    elif part is ProcessPart.VISIBILITY:
        _set_audience(process.subject_id, process.audience)
    elif part is ProcessPart.ASSURANCE and process.is_published:
        if _has_contributions(process.subject_id):
            process.assurance_changed_at = now()
        record(AssuranceChanged(process.subject_id, level=process.assurance), actor=actor, role="editor")


def _has_contributions(process_id: int) -> bool:
    """Whether somebody wrote something there already."""
    written = Subject.kind.in_((SubjectKind.IDEA, SubjectKind.COMMENT))
    found = select(Subject.id).where(Subject.process_id == process_id, written).limit(1)
    return db.session.scalar(found) is not None


def _set_audience(process_id: int, audience: Audience) -> None:
    """A process and everything in it are there for the same people."""
    change_subjects_in_bulk(select(Subject.id).where(Subject.process_id == process_id), audience=audience)
    db.session.expire(db.session.get_one(Subject, process_id))
