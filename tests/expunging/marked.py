"""Things that say one word in every column that can hold what people wrote, and where that word stands."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from participation.action.measures.commands import edit_measure
from participation.action.measures.models import Measure
from participation.action.prioritisation.models import Judgement
from participation.core.actor import HOUSE, Role
from participation.core.clock import now, today
from participation.core.database import Base, db
from participation.core.transactions import transaction
from participation.desk.answers.models import AnswerOutcome
from participation.desk.barriers.models import BarrierReport
from participation.desk.expunging.commands import confirm_expunging, request_expunging
from participation.desk.expunging.models import Expunging, Extent, Ground, Kind
from participation.desk.expunging.queries import target
from participation.dialogue.comments.commands import revise_comment
from participation.dialogue.comments.models import Comment
from participation.dialogue.ideas.commands import (
    hide_comment_on_idea,
    hide_idea,
    restore_comment_on_idea,
    restore_idea,
    revise_idea,
)
from participation.dialogue.ideas.models import Idea
from participation.dialogue.imports.models import ImportRow, ImportRun, Verdict
from participation.dialogue.processes.commands import add_document, add_entry, add_version, set_picture, write_file
from participation.dialogue.processes.models import EntryKind, Process, ProcessDocument
from participation.dialogue.processes.queries import values_of
from participation.dialogue.processes.rules import ProcessPart, fingerprint
from participation.dialogue.workshops.models import Note, Prototype
from participation.people.accounts.models import Account
from participation.people.notifications.commands import follow
from participation.records.mailbox.commands import post_mail
from participation.records.subjects.commands import link_subjects
from participation.records.subjects.models import LinkKind
from participation.web import jobs
from tests.factories.action import make_measure
from tests.factories.desk import make_answer
from tests.factories.dialogue import make_board, make_comment, make_idea, make_process
from tests.factories.people import make_account, make_staff, person
from tests.factories.pictures import make_draft, make_picture
from tests.factories.prioritisation import make_judged_run
from tests.factories.workshops import make_note, make_prototype, make_workshop

WORD = "Zwickmühlenweg"
LATER = now() + timedelta(days=1)
SAID = f"Am {WORD} Nummer 7 wohnt jemand, der hier nicht genannt werden will."


def make_marked_idea() -> Idea:
    """An idea whose author, and everybody who handled it, used the word; with everything that lies around it."""
    author, follower = make_account(), make_account()
    board = make_board()
    idea, other = make_idea(board, author_id=author.id, title=f"Bank am {WORD}", text=SAID), make_idea(board)
    make_picture(idea, alt=SAID)
    make_draft(board, author, title=f"Zwei Bänke am {WORD}", with_picture=SAID)
    with transaction():
        follow(idea.subject_id, account_id=follower.id)
        row = db.session.get_one(Idea, idea.subject_id)
        row.street, row.lon, row.lat, row.geometry = f"{WORD} 7", 9.99, 48.4, {"type": "Point", "name": WORD}
    with transaction():
        row = db.session.get_one(Idea, idea.subject_id, populate_existing=True)
        row.origin = "online"
        revise_idea(
            row, actor=person(author), title=f"Zwei Bänke am {WORD}", text=SAID, version=row.version, reason=SAID
        )
        link_subjects(idea.subject_id, other.subject_id, LinkKind.GREW_FROM, reason=SAID)
        hide_idea(row, actor=HOUSE, reason=SAID)
    with transaction():
        row = db.session.get_one(Idea, idea.subject_id, populate_existing=True)
        restore_idea(row, actor=HOUSE, reason=SAID)
    make_judged_run()
    with transaction():
        some = db.session.scalars(sa.select(Judgement).limit(1)).one()
        db.session.add(
            Judgement(
                criterion_id=some.criterion_id, idea_id=idea.subject_id, perspective=some.perspective, score=1,
                reason=SAID,
            )
        )  # fmt: skip
        _waiting_row(board.subject_id, idea.subject_id)
        _waiting_mails(f"Zwei Bänke am {WORD}", f"/ideen/{idea.subject_id}")
    return idea


def _waiting_row(board_id: int, subject_id: int) -> None:
    run = ImportRun(board_id=board_id, source="papier", file_path="/x.csv", file_digest="0" * 64)
    db.session.add(run)
    db.session.flush()
    db.session.add(
        ImportRow(
            run_id=run.id, number=1, line=2, verdict=Verdict.TAKEN, title=WORD, text=SAID, text_html=SAID,
            excerpt=SAID[:60], title_terms=WORD.lower(), terms=WORD.lower(), street=WORD, subject_id=subject_id,
            detail=WORD,
        )
    )  # fmt: skip


def _waiting_mails(title: str, path: str) -> None:
    post_mail("a@example.org", "idea_status", due_at=LATER, title=title, path=path, values={})
    post_mail(
        "b@example.org",
        "comment_written",
        due_at=LATER,
        title="Etwas",
        path="/ideen/1",
        words={"into": [f"so: {title}"]},
    )
    post_mail("c@example.org", "comment_written", due_at=LATER, title="x", path=f"{path}#kommentar-9", excerpt=WORD)


def make_marked_comment() -> Comment:
    """A comment, changed once, hidden and shown again with the word in the reason."""
    idea, author = make_idea(), make_account()
    comment = make_comment(idea.subject_id, text=f"{SAID} Wirklich.", author_id=author.id)
    with transaction():
        row = db.session.get_one(Comment, comment.subject_id)
        revise_comment(row, actor=person(author), text=SAID, version=row.version)
    reply = make_comment(idea.subject_id, text="Danke.", parent_id=comment.subject_id)
    assert reply.parent_id == comment.subject_id
    with transaction():
        hide_comment_on_idea(db.session.get_one(Comment, comment.subject_id), actor=HOUSE, reason=SAID)
    with transaction():
        restore_comment_on_idea(db.session.get_one(Comment, comment.subject_id), actor=HOUSE, reason=SAID)
        post_mail("a@example.org", "comment_written", due_at=LATER, excerpt=SAID[:200], path="/anderswo")
    return comment


def make_marked_note() -> Note:
    workshop = make_workshop(open_to=1)
    note = make_note(workshop, text=SAID)
    with transaction():
        db.session.get_one(Note, note.subject_id).author_label = WORD
    return note


def make_marked_prototype() -> Prototype:
    card = make_prototype(make_workshop(open_to=5), title=f"Segel am {WORD}")
    with transaction():
        row = db.session.get_one(Prototype, card.subject_id)
        row.problem = row.idea = row.for_whom = row.tested = row.learnt = SAID
    return card


def make_marked_answer() -> int:
    """An answer with a promise; returns its number."""
    idea = make_idea()
    answer = make_answer(
        idea, outcome=AnswerOutcome.TAKEN_UP, reason=SAID, next_step=f"Wir messen am {WORD}",
        next_step_due=today() + timedelta(days=20),
    )  # fmt: skip
    return answer.id


def make_marked_document(app: Flask) -> ProcessDocument:
    """A document in two versions, once renamed."""
    process = make_process()
    with transaction():
        row = db.session.get_one(Process, process.subject_id)
        file = write_file(b"%PDF-1.7 " + SAID.encode(), "application/pdf", folder=folder_of(app))
        document = add_document(row, title=f"Plan {WORD}", note=WORD, file=file, actor=HOUSE)
    with transaction():
        row, found = db.session.get_one(Process, process.subject_id), db.session.get_one(ProcessDocument, document.id)
        file = write_file(b"%PDF-1.7 neu " + SAID.encode(), "application/pdf", folder=folder_of(app))
        add_version(row, found, note=f"berichtigt: {WORD}", file=file, actor=HOUSE)
    return document


def make_marked_picture(app: Flask) -> int:
    """A process with a second picture; returns its number."""
    process = make_process()
    for text in ("erstes", "zweites"):
        with transaction():
            row = db.session.get_one(Process, process.subject_id, populate_existing=True)
            file = write_file(f"RIFF {text} {SAID}".encode(), "image/webp", folder=folder_of(app))
            seen = fingerprint(values_of(row, ProcessPart.PICTURE))
            set_picture(row, alt=SAID[:200], seen=seen, file=file, actor=HOUSE)
    return process.subject_id


def make_marked_question() -> int:
    process = make_process()
    with transaction():
        row = db.session.get_one(Process, process.subject_id)
        entry = add_entry(row, EntryKind.QUESTION, title=f"Was ist mit {WORD}?", text=SAID, actor=HOUSE)
    return entry.id


def make_marked_report() -> int:
    with transaction():
        report = BarrierReport(
            send_key="m", text=SAID, aids=WORD, page=f"/{WORD}", answer=SAID, email="wer@example.org", due_on=today()
        )
        db.session.add(report)
        db.session.flush()
        post_mail("stadt@example.org", "barrier_reported", due_at=LATER, text=SAID, number=report.id)
    return report.id


def folder_of(app: Flask) -> Path:
    return Path(app.extensions["PARTICIPATION"].media_root)


def asked(
    kind: Kind, number: int, extent: Extent = Extent.WHOLE, part: str = "", *, by: Account | None = None
) -> Expunging:
    """A request by an administrator."""
    actor = person(by or make_staff(Role.ADMINISTRATOR))
    with transaction():
        found = target(kind, number)
        assert found is not None
        return request_expunging(
            found, extent=extent, part=part, ground=Ground.OTHERS, reason="Es nennt jemanden.", actor=actor
        )


def expunge(kind: Kind, number: int, extent: Extent = Extent.WHOLE, part: str = "") -> Expunging:
    """Ask, confirm as somebody else, and let the worker do its work."""
    request = asked(kind, number, extent, part)
    second = person(make_staff(Role.COORDINATOR))
    with transaction():
        confirm_expunging(request, actor=second)
    work()
    return db.session.get_one(Expunging, request.id, populate_existing=True)


def work() -> None:
    """Let the worker do what waits, until nothing does."""
    for _ in range(2):
        jobs.run_soon_tasks()
        db.session.expire_all()


def where_said(app: Flask, word: str = WORD) -> list[str]:
    """Every column of every table, and every file among the uploads, that says the word; folded as the index does."""
    found = []
    words = {word, word.lower(), word.replace("ü", "\\u00fc"), *(word.replace("ü", u).lower() for u in ("ue", "u"))}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, (sa.String, sa.JSON)):
                said = sa.or_(*(sa.cast(column, sa.Text).contains(one, autoescape=True) for one in words))
                if db.session.scalar(sa.select(sa.func.count()).select_from(table).where(said)):
                    found.append(f"{table.name}.{column.name}")
    folder = folder_of(app)
    files = folder.rglob("*") if folder.is_dir() else []
    return found + [str(path) for path in files if path.is_file() and word.encode() in path.read_bytes()]


def make_marked_measure() -> Measure:
    """A measure with the word in its title, its address, and a text that was changed once."""
    measure = make_measure(title=f"Bank am {WORD}")
    for text in (SAID, f"Neu: {SAID}"):
        with transaction():
            row = db.session.get_one(Measure, measure.subject_id, populate_existing=True)
            edit_measure(row, actor=HOUSE, version=row.version, solution=text)
    return measure
