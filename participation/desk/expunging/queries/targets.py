"""What can be expunged, as the page of a request shows it: whose it is, what it says, and which parts it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import func, select

from participation.action.measures.models import Measure
from participation.action.measures.rules import TEXT_FIELDS
from participation.core.database import db
from participation.desk.answers.models import Answer
from participation.desk.barriers.models import BarrierReport
from participation.desk.expunging.models import Expunging, Extent, Kind
from participation.dialogue.comments.models import Comment, CommentVersion
from participation.dialogue.ideas.models import Idea, IdeaVersion
from participation.dialogue.processes.models import (
    DocumentVersion,
    EntryKind,
    Process,
    ProcessDocument,
    ProcessEntry,
)
from participation.dialogue.workshops.models import Note, Prototype
from participation.records.subjects.models import State, Subject


@dataclass(frozen=True)
class Target:
    """Something that can be expunged.

    `texts` are what it says now, each with its name (a message id; empty where there is but one). `versions` are the
    earlier ones, by number and moment; `fields` the texts that can go alone, by name and label.
    """

    kind: Kind
    number: int
    subject_id: int | None
    department_id: int | None
    process_id: int | None
    title: str
    path: str
    texts: tuple[tuple[str, str], ...]
    language: str = "de"
    versions: tuple[tuple[int, datetime], ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    has_place: bool = False
    whole: bool = True
    is_gone: bool = False
    needles: tuple[str, ...] = ()

    @property
    def extents(self) -> tuple[tuple[Extent, str], ...]:
        """What of it can go: each extent with the part that it names."""
        found = [(Extent.WHOLE, "")] if self.whole else []
        if self.versions:
            found.append((Extent.EARLIER, ""))
            found += [(Extent.VERSION, str(number)) for number, _ in self.versions]
        if self.has_place:
            found.append((Extent.PLACE, ""))
        return (*found, *((Extent.FIELD, name) for name in self.fields))


def target(kind: Kind, number: int) -> Target | None:
    """The thing with this number among those of its kind; for a picture the number of its process."""
    return FINDERS[kind](number)


def target_of(expunging: Expunging) -> Target | None:
    """What a request is about."""
    by_kind = {
        Kind.ANSWER: expunging.answer_id, Kind.DOCUMENT: expunging.document_id,
        Kind.QUESTION: expunging.question_id, Kind.BARRIER: expunging.report_id,
    }  # fmt: skip
    number = by_kind.get(expunging.kind, expunging.subject_id)
    return None if number is None else target(expunging.kind, number)


def author_of(subject_id: int | None) -> int | None:
    """The account that wrote an idea, a comment or a note, if it is still there."""
    return db.session.scalar(
        select(func.coalesce(Idea.author_id, Comment.author_id, Note.author_id))
        .select_from(Subject)
        .outerjoin(Idea, Idea.subject_id == Subject.id)
        .outerjoin(Comment, Comment.subject_id == Subject.id)
        .outerjoin(Note, Note.subject_id == Subject.id)
        .where(Subject.id == subject_id)
    )


def _idea(number: int) -> Target | None:
    idea, subject = db.session.get(Idea, number), db.session.get(Subject, number)
    if idea is None or subject is None:
        return None
    rows = db.session.execute(
        select(IdeaVersion.number, IdeaVersion.written_at, IdeaVersion.title)
        .where(IdeaVersion.idea_id == number)
        .order_by(IdeaVersion.number)
    ).all()
    texts = [("", idea.text)] + ([("Ort", idea.street)] if idea.street else [])
    return Target(
        Kind.IDEA, number, number, subject.department_id, subject.process_id, idea.title, subject.path, tuple(texts),
        idea.language, tuple((row.number, row.written_at) for row in rows if row.number < idea.version and row.title),
        has_place=bool(idea.street) or idea.lon is not None, is_gone=idea.state is State.EXPUNGED,
        needles=tuple(dict.fromkeys([idea.title, *(row.title for row in rows)])),
    )  # fmt: skip


def _comment(number: int) -> Target | None:
    comment, subject = db.session.get(Comment, number), db.session.get(Subject, number)
    if comment is None or subject is None:
        return None
    rows = db.session.execute(
        select(CommentVersion.number, CommentVersion.written_at, CommentVersion.text)
        .where(CommentVersion.comment_id == number, CommentVersion.text != "")
        .order_by(CommentVersion.number)
    ).all()
    found = _contribution(Kind.COMMENT, subject, comment.text, comment.state, comment.language)
    return replace(
        found, versions=tuple((row.number, row.written_at) for row in rows),
        needles=(*found.needles, *(row.text[:80] for row in rows)),
    )  # fmt: skip


def _note(number: int) -> Target | None:
    note, subject = db.session.get(Note, number), db.session.get(Subject, number)
    return None if note is None or subject is None else _contribution(Kind.NOTE, subject, note.text, note.state, "de")


def _contribution(kind: Kind, subject: Subject, text: str, state: State, language: str) -> Target:
    return Target(
        kind, subject.id, subject.id, subject.department_id, subject.process_id, subject.title, subject.path,
        (("", text),), language, is_gone=state is State.EXPUNGED, needles=(subject.title, text[:80]),
    )  # fmt: skip


def _prototype(number: int) -> Target | None:
    card, subject = db.session.get(Prototype, number), db.session.get(Subject, number)
    if card is None or subject is None:
        return None
    said = (card.problem, card.idea, card.for_whom, card.tested, card.learnt)
    return Target(
        Kind.PROTOTYPE, number, number, subject.department_id, subject.process_id, card.title, subject.path,
        tuple(("", text) for text in said if text), is_gone=card.state is State.EXPUNGED, needles=(card.title,),
    )  # fmt: skip


def _answer(number: int) -> Target | None:
    answer = db.session.get(Answer, number)
    subject = db.session.get(Subject, answer.subject_id) if answer else None
    if answer is None or subject is None:
        return None
    said = (answer.reason, answer.next_step, answer.passed_on_to)
    return Target(
        Kind.ANSWER, number, subject.id, subject.department_id, subject.process_id, subject.title, subject.path,
        tuple(("", text) for text in said if text), needles=(answer.reason, answer.next_step),
    )  # fmt: skip


def _document(number: int) -> Target | None:
    document = db.session.get(ProcessDocument, number)
    if document is None:
        return None
    rows = db.session.execute(
        select(DocumentVersion.number, DocumentVersion.added_at, DocumentVersion.note)
        .where(DocumentVersion.document_id == number)
        .order_by(DocumentVersion.number)
    ).all()
    texts = tuple(("", row.note) for row in rows if row.note)
    versions = tuple((row.number, row.added_at) for row in rows[:-1])
    return _of_process(
        Kind.DOCUMENT, number, document.process_id, document.title, texts, versions=versions, is_gone=not rows
    )


def _picture(number: int) -> Target | None:
    process = db.session.get(Process, number)
    if process is None or not (process.picture_file_id or process.picture or process.picture_alt):
        return None
    return _of_process(Kind.PICTURE, number, number, process.title, (("", process.picture_alt),))


def _question(number: int) -> Target | None:
    entry = db.session.get(ProcessEntry, number)
    if entry is None or entry.kind is not EntryKind.QUESTION:
        return None
    return _of_process(Kind.QUESTION, number, entry.process_id, entry.title, (("", entry.text),))


def _of_process(
    kind: Kind, number: int, process_id: int, title: str, texts: tuple[tuple[str, str], ...], *,
    versions: tuple[tuple[int, datetime], ...] = (), is_gone: bool = False,
) -> Target | None:  # fmt: skip
    subject = db.session.get(Subject, process_id)
    if subject is None:
        return None
    needles = () if kind is Kind.PICTURE else (title,)
    return Target(
        kind, number, process_id, subject.department_id, process_id, title, subject.path, texts, versions=versions,
        is_gone=is_gone, needles=needles,
    )  # fmt: skip


def _measure(number: int) -> Target | None:
    measure, subject = db.session.get(Measure, number), db.session.get(Subject, number)
    if measure is None or subject is None:
        return None
    fields = {name: label for name, label in TEXT_FIELDS.items() if getattr(measure, name)}
    texts = tuple((label, getattr(measure, name)) for name, label in fields.items())
    return Target(
        Kind.MEASURE, number, number, subject.department_id, None, measure.title, subject.path, texts, fields=fields,
        whole=False, needles=tuple(text for _, text in texts),
    )  # fmt: skip


def _barrier(number: int) -> Target | None:
    report = db.session.get(BarrierReport, number)
    if report is None:
        return None
    said = (report.text, report.aids, report.answer, report.page)
    return Target(
        Kind.BARRIER, number, None, None, None, "", "", tuple(("", text) for text in said if text), report.language,
        is_gone=not report.text, needles=tuple(text for text in said if text),
    )  # fmt: skip


FINDERS: Mapping[Kind, Callable[[int], Target | None]] = {
    Kind.IDEA: _idea, Kind.COMMENT: _comment, Kind.NOTE: _note, Kind.PROTOTYPE: _prototype, Kind.ANSWER: _answer,
    Kind.DOCUMENT: _document, Kind.PICTURE: _picture, Kind.QUESTION: _question, Kind.MEASURE: _measure,
    Kind.BARRIER: _barrier,
}  # fmt: skip
