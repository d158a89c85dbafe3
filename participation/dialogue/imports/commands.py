"""An import step by step: each command is one short step in the caller's transaction, so that others can write between.

Order: start_run, stage_rows for each chunk, begin_applying, then apply_next, open_next and forget_next, each until
nothing is left. remove_next takes out what was not opened yet.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.sql import FromClause

from participation.core.actor import Actor
from participation.core.clock import now
from participation.core.database import HIGHEST_INTEGER, db
from participation.core.errors import Conflict, Invalid
from participation.core.markdown import plain_excerpt, render_markdown
from participation.dialogue.boards.commands import add_category
from participation.dialogue.boards.models import Board, Category
from participation.dialogue.ideas.commands.importing import delete_held, open_held, take_in_held
from participation.dialogue.imports import queries
from participation.dialogue.imports.events import IdeasImported, ImportRemoved
from participation.dialogue.imports.models import ImportRow, ImportRun, RunState, Verdict
from participation.dialogue.imports.rules import Checked, Refused
from participation.records.journal.commands import record
from participation.records.search.rules import index_terms
from participation.records.subjects.commands import reserve_subject_ids

MOST_CATEGORIES = 40
TONES = 8


def start_run(board: Board, *, source: str, file_path: str, file_digest: str, options: dict[str, Any]) -> ImportRun:
    """Begin an import. Raises Conflict while another import of the same source has not come to its end."""
    if (other := queries.open_run_of(source)) is not None:
        raise Conflict(
            "Der Import %(number)s derselben Quelle ist noch nicht zu Ende. Bitte setzen Sie ihn fort oder nehmen Sie "
            "ihn zurück.",
            number=other.id,
        )
    run = ImportRun(
        board_id=board.subject_id, source=source, file_path=file_path, file_digest=file_digest, options=options
    )
    db.session.add(run)
    db.session.flush()
    return run


def waiting_row(row: Checked | Refused) -> dict[str, Any]:
    """A checked row as it waits, with its text made safe: the costly part, done before anything is locked."""
    if isinstance(row, Refused):
        return {"line": row.line, "verdict": row.verdict, "detail": row.detail}
    return {
        "line": row.line, "verdict": Verdict.TAKEN, "external_id": row.external_id, "title": row.title,
        "text": row.text, "text_html": render_markdown(row.text), "excerpt": plain_excerpt(row.text),
        "title_terms": index_terms(row.title), "terms": index_terms(f"{row.title}\n{row.text}\n{row.street}"),
        "category": row.category, "category_slug": row.category_slug, "district_id": row.district_id,
        "street": row.street,
        "lon": row.point.lon if row.point else None, "lat": row.point.lat if row.point else None, "origin": row.origin,
        "submitted_at": row.submitted_at, "shuffle": secrets.randbelow(HIGHEST_INTEGER),
    }  # fmt: skip


def stage_rows(run_id: int, rows: Sequence[dict[str, Any]]) -> None:
    """Let a chunk of rows wait, and settle which of them are there already or stand twice in the file."""
    run = _locked(run_id)
    ids = {row["external_id"] for row in rows if row["verdict"] is Verdict.TAKEN}
    known, seen = queries.known_ids(run.source, ids), queries.waiting_ids(run_id, ids)
    settled: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for number, row in enumerate(rows, start=run.staged + 1):
        is_checked = row["verdict"] is Verdict.TAKEN
        verdict = row["verdict"]
        if is_checked:
            own = row["external_id"]
            verdict = Verdict.KNOWN if own in known else Verdict.REPEATED if own in seen else verdict
            seen.add(own)
        settled[is_checked].append({**row, "run_id": run_id, "number": number, "verdict": verdict})
    for group in settled.values():
        if group:
            db.session.execute(insert(ImportRow), group)
    run.staged += len(rows)
    db.session.flush()


def begin_applying(run_id: int) -> None:
    """All rows wait and are checked: make the categories that the board lacks.

    Raises Invalid where there would be so many that the column cannot be one of categories.
    """
    run = _locked(run_id)
    if run.state is not RunState.READING:
        return
    board = db.session.get_one(Board, run.board_id)
    there = set(db.session.scalars(select(Category.slug).where(Category.board_id == board.subject_id)))
    missing = [(slug, name) for slug, name in queries.categories_wanted(run_id) if slug not in there]
    if len(missing) > MOST_CATEGORIES:
        raise Invalid(
            "Die Spalte der Kategorien hätte %(count)s verschiedene Werte. Ist es die richtige?", count=len(missing)
        )
    for position, (slug, name) in enumerate(missing, start=len(there) + 1):
        add_category(board, slug=slug, name=name, tone=(position - 1) % TONES + 1, position=position)
    run.state = RunState.APPLYING
    db.session.flush()


def apply_next(run_id: int, *, most: int) -> int:
    """Make ideas, hidden still, of the next rows, at most so many; returns how many."""
    run = _locked(run_id)
    if run.state is not RunState.APPLYING:
        return 0
    waiting = db.session.scalars(
        select(ImportRow.number)
        .where(*_of(run, Verdict.TAKEN), ImportRow.number > run.applied_to)
        .order_by(ImportRow.number)
        .limit(most)
    ).all()
    if not waiting:
        run.state = RunState.OPENING
        db.session.flush()
        return 0
    ids = reserve_subject_ids(len(waiting))
    numbered = [
        {"run_id": run_id, "number": number, "subject_id": subject_id}
        for number, subject_id in zip(waiting, ids, strict=True)
    ]
    db.session.execute(update(ImportRow), numbered)
    board = db.session.get_one(Board, run.board_id)
    take_in_held(_rows(run, board, run.applied_to, waiting[-1]), board=board, source=run.source)
    run.applied_to = waiting[-1]
    db.session.flush()
    return len(ids)


def open_next(run_id: int, *, most: int, actor: Actor) -> int:
    """Show the next ideas, at most so many; returns how many. With the last of them the import is done."""
    run = _locked(run_id)
    if run.state is not RunState.OPENING:
        return 0
    waiting = db.session.scalars(
        select(ImportRow.number).where(*_of(run, Verdict.TAKEN), ImportRow.number > run.opened_to)
        .order_by(ImportRow.number).limit(most)
    ).all()  # fmt: skip
    opened = 0
    if waiting:
        numbers = (ImportRow.number > run.opened_to, ImportRow.number <= waiting[-1])
        ideas = select(ImportRow.subject_id).where(*_of(run, Verdict.TAKEN), *numbers)
        opened = open_held(ideas)  # type: ignore[arg-type]
        run.opened_to = waiting[-1]
    if len(waiting) < most or run.opened_to == run.applied_to:
        _finish(run, actor)
    db.session.flush()
    return opened


def forget_next(run_id: int, *, most: int) -> int:
    """The texts that waited are no longer needed: delete the next of them; returns how many."""
    run = _locked(run_id)
    if run.state is not RunState.DONE:
        return 0
    over = select(ImportRow.number).where(*_of(run, Verdict.TAKEN, Verdict.KNOWN)).order_by(ImportRow.number)
    return _delete_rows(run_id, db.session.scalars(over.limit(most)).all())


def remove_next(run_id: int, *, most: int, actor: Actor) -> int:
    """Take out the next rows of an import that was not opened, at most so many; returns how many.

    Raises Conflict once people could see its ideas.
    """
    run = _locked(run_id)
    if run.state is RunState.DONE or run.opened_to:
        raise Conflict(
            "Die Beiträge dieses Imports sind schon öffentlich. Einzelne kann die Moderation mit Begründung verbergen."
        )
    run.state = RunState.REMOVING
    found = db.session.execute(
        select(ImportRow.number, ImportRow.subject_id).where(ImportRow.run_id == run_id)
        .order_by(ImportRow.number).limit(most)
    ).all()  # fmt: skip
    _delete_rows(run_id, [row.number for row in found])
    delete_held([row.subject_id for row in found if row.subject_id is not None])
    if found:
        db.session.flush()
        return len(found)
    record(ImportRemoved(run.board_id, run_id=run_id), actor=actor)
    db.session.delete(run)
    db.session.flush()
    return 0


def _finish(run: ImportRun, actor: Actor) -> None:
    counts = queries.counts_of(run.id)
    run.counts = asdict(counts)
    run.state, run.finished_at = RunState.DONE, now()
    if counts.taken:
        record(IdeasImported(run.board_id, run_id=run.id, taken=counts.taken), actor=actor)


def _locked(run_id: int) -> ImportRun:
    """The import, locked: two who work on the same import take turns."""
    run = db.session.scalar(
        select(ImportRun).where(ImportRun.id == run_id).with_for_update().execution_options(populate_existing=True)
    )
    if run is None:
        raise Conflict("Diesen Import gibt es nicht oder nicht mehr.")
    return run


def _rows(run: ImportRun, board: Board, after: int, last: int) -> FromClause:
    """The rows to take in, with their category on the board."""
    own = [
        getattr(ImportRow, name)
        for name in (
            "subject_id", "title", "text", "text_html", "excerpt", "district_id", "street", "lon", "lat", "origin",
            "submitted_at", "shuffle", "external_id", "title_terms", "terms",
        )
    ]  # fmt: skip
    on_board = and_(Category.board_id == board.subject_id, Category.slug == ImportRow.category_slug)
    return (
        select(*own, Category.id.label("category_id"))
        .outerjoin(Category, on_board)
        .where(*_of(run, Verdict.TAKEN), ImportRow.number > after, ImportRow.number <= last)
        .order_by(ImportRow.number)
        .subquery()
    )


def _of(run: ImportRun, *verdicts: Verdict) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ImportRow.run_id == run.id, ImportRow.verdict.in_(verdicts)


def forget_texts_of(subject_id: int) -> None:
    """Empty the row of the file that an idea came from; where it came from stays, so that it is not taken in again."""
    row = update(ImportRow).where(ImportRow.subject_id == subject_id).values(
        title="", text="", text_html="", excerpt="", title_terms="", terms="", street="", detail="", lon=None, lat=None,
    )  # fmt: skip
    db.session.execute(row.execution_options(synchronize_session=False))


def _delete_rows(run_id: int, numbers: Sequence[int]) -> int:
    gone = delete(ImportRow).where(ImportRow.run_id == run_id, ImportRow.number.in_(numbers))
    db.session.execute(gone.execution_options(synchronize_session=False))
    return len(numbers)
