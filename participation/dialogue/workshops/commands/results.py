"""What a workshop leaves behind: result cards, and notes and cards that go on as ideas."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from participation.core.actor import Actor
from participation.core.database import db
from participation.core.errors import Conflict, Invalid
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.commands import submit_idea
from participation.dialogue.ideas.models import Idea, Origin
from participation.dialogue.workshops import rules
from participation.dialogue.workshops.commands.keeping import check_leading, locked_workshop
from participation.dialogue.workshops.events import PrototypeMade, PrototypeRevised, ResultHandedOn
from participation.dialogue.workshops.models import Note, Prototype, Workshop, WorkshopStage
from participation.records.journal.commands import record
from participation.records.search.commands import index_subject
from participation.records.subjects.commands import add_subject, change_subject, link_subjects
from participation.records.subjects.models import LinkKind, Subject, SubjectKind


def make_prototype(
    workshop: Workshop, *, actor: Actor, title: str, problem: str, idea: str, for_whom: str = "", tested: str = "",
    learnt: str = "", send_key: str | None = None,
) -> Prototype:  # fmt: skip
    """Write a result card: problem, idea, for whom, how tested, what was learnt. The same `send_key` is taken once."""
    check_leading(actor, workshop)
    row = locked_workshop(workshop.subject_id)
    if send_key and (known := db.session.scalar(select(Prototype).where(Prototype.send_key == send_key))):
        return known
    rules.check_not_finished(row)
    parent = db.session.get_one(Subject, row.subject_id)
    subject = add_subject(
        SubjectKind.PROTOTYPE, title, path=f"{parent.path}#prototyp-{{id}}", process_id=parent.process_id,
        department_id=parent.department_id, audience=parent.audience,
    )  # fmt: skip
    prototype = Prototype(
        subject_id=subject.id, workshop_id=row.subject_id, title=title, problem=problem, idea=idea,
        for_whom=for_whom, tested=tested, learnt=learnt, send_key=send_key,
    )  # fmt: skip
    db.session.add(prototype)
    _index(prototype)
    record(PrototypeMade(subject.id), actor=actor, role="facilitator")
    return prototype


def revise_prototype(prototype: Prototype, *, actor: Actor, version: int, **texts: str) -> None:
    """Change a result card while the workshop runs. Raises Conflict where `version` is not the newest."""
    workshop = locked_workshop(prototype.workshop_id)
    check_leading(actor, workshop)
    rules.check_not_finished(workshop)
    db.session.refresh(prototype)
    if prototype.version != version:
        raise Conflict("Jemand hat die Karte inzwischen geändert. Bitte laden Sie die Seite neu.")
    for name, text in texts.items():
        setattr(prototype, name, text)
    prototype.version = version + 1
    change_subject(prototype.subject_id, title=prototype.title)
    _index(prototype)
    record(PrototypeRevised(prototype.subject_id, version=prototype.version), actor=actor, role="facilitator")


def hand_on_as_idea(
    source: Note | Prototype, board: Board, *, actor: Actor, title: str, text: str, send_key: str | None = None,
    **values: Any,
) -> Idea:  # fmt: skip
    """Let a note or result card go on as an idea on a board of the same process; both stay linked.

    `values` say more about the idea: category, place, whose words they are.

    The same `send_key` is taken once. Raises Invalid where the board belongs to another process.
    """
    workshop = locked_workshop(_workshop_id(source))
    check_leading(actor, workshop)
    if send_key and (known := db.session.scalar(select(Idea).where(Idea.send_key == send_key))):
        return known
    if board.process_id != workshop.process_id:
        raise Invalid("Bitte wählen Sie ein Themenboard desselben Verfahrens.", field="board")
    if isinstance(source, Note):
        rules.check_on_wall(source)
    idea = submit_idea(board, actor=actor, title=title, text=text, origin=Origin.WORKSHOP, send_key=send_key, **values)
    link_subjects(source.subject_id, idea.subject_id, LinkKind.GREW_FROM)
    record(ResultHandedOn(source.subject_id, idea_id=idea.subject_id), actor=actor, role="facilitator")
    return idea


def _workshop_id(source: Note | Prototype) -> int:
    if isinstance(source, Prototype):
        return source.workshop_id
    return db.session.get_one(WorkshopStage, source.stage_id).workshop_id


def _index(prototype: Prototype) -> None:
    texts = (prototype.idea, prototype.problem, prototype.for_whom, prototype.learnt)
    index_subject(
        prototype.subject_id,
        title=prototype.title,
        text="\n\n".join(filter(None, texts)),
        within_id=prototype.workshop_id,
    )
