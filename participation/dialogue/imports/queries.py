"""Looking at imports: their state, their counts, what was refused."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from participation.core.database import db
from participation.dialogue.ideas.models import Idea
from participation.dialogue.imports.models import ImportRow, ImportRun, RunState, Verdict


@dataclass(frozen=True)
class Counts:
    """What became of the rows of an import."""

    read: int
    taken: int
    known: int
    refused: int
    placed: int
    in_district: int


@dataclass(frozen=True)
class RefusedRow:
    """A refused row: its line in the file and why."""

    line: int
    verdict: Verdict
    detail: str


def run_by_number(number: int) -> ImportRun | None:
    """The import of this number."""
    return db.session.get(ImportRun, number)


def open_runs() -> list[ImportRun]:
    """Imports that have not come to their end."""
    return list(db.session.scalars(select(ImportRun).where(ImportRun.state != RunState.DONE).order_by(ImportRun.id)))


def open_run_of(source: str) -> ImportRun | None:
    """The import of a source that has not come to its end."""
    return db.session.scalar(select(ImportRun).where(ImportRun.source == source, ImportRun.state != RunState.DONE))


def counts_of(run_id: int) -> Counts:
    """How many rows were read, taken, known before, refused; and how many of the taken have a place and a district.

    An import that is done has kept its counts, because its rows are gone.
    """
    run = db.session.get_one(ImportRun, run_id)
    if run.counts is not None:
        return Counts(**run.counts)
    rows = db.session.execute(
        select(
            ImportRow.verdict, func.count(), func.count(ImportRow.lon), func.count(ImportRow.district_id)
        ).where(ImportRow.run_id == run_id).group_by(ImportRow.verdict)
    ).all()  # fmt: skip
    by = {row[0]: row for row in rows}
    taken = by.get(Verdict.TAKEN, (Verdict.TAKEN, 0, 0, 0))
    known = by[Verdict.KNOWN][1] if Verdict.KNOWN in by else 0
    read = sum(row[1] for row in rows)
    return Counts(read, taken[1], known, read - taken[1] - known, taken[2], taken[3])


def refused_rows(run_id: int) -> list[RefusedRow]:
    """What was refused, by line."""
    rows = db.session.execute(
        select(ImportRow.line, ImportRow.verdict, ImportRow.detail)
        .where(ImportRow.run_id == run_id, ImportRow.verdict.not_in((Verdict.TAKEN, Verdict.KNOWN)))
        .order_by(ImportRow.line, ImportRow.number)
    )
    return [RefusedRow(*row) for row in rows]


def categories_wanted(run_id: int) -> list[tuple[str, str]]:
    """The categories of rows to be taken: (slug, name), the most frequent first."""
    rows = db.session.execute(
        select(ImportRow.category_slug, func.min(ImportRow.category), func.count())
        .where(ImportRow.run_id == run_id, ImportRow.verdict == Verdict.TAKEN, ImportRow.category_slug != "")
        .group_by(ImportRow.category_slug)
        .order_by(func.count().desc(), ImportRow.category_slug)
    )
    return [(slug, name) for slug, name, _ in rows]


def known_ids(source: str, external_ids: Collection[str]) -> set[str]:
    """Which of these are ideas already."""
    found = select(Idea.external_id).where(Idea.source == source, Idea.external_id.in_(list(external_ids)))
    return {external_id for external_id in db.session.scalars(found) if external_id}


def waiting_ids(run_id: int, external_ids: Collection[str]) -> set[str]:
    """Which of these wait already, from further up in the file."""
    found = select(ImportRow.external_id).where(
        ImportRow.run_id == run_id, ImportRow.external_id.in_(list(external_ids))
    )
    return set(db.session.scalars(found))
