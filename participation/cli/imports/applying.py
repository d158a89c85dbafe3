"""An import from its file to the open board, in short transactions with pauses between them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app

from participation.cli.imports.mapping import Mapping, contributions, map_columns
from participation.cli.imports.pace import Pace
from participation.cli.imports.reading import Table, open_table
from participation.cli.imports.refusals import FileRefused
from participation.core.actor import HOUSE
from participation.core.clock import now
from participation.core.database import db
from participation.core.places import Point
from participation.core.transactions import transaction, unseen_transaction
from participation.dialogue.boards.models import Board
from participation.dialogue.ideas.models import Origin
from participation.dialogue.imports import commands, queries
from participation.dialogue.imports.models import ImportRun, RunState, Verdict
from participation.dialogue.imports.rules import Checked, Contribution, Refused, Town, check
from participation.town.districts.queries import DistrictFinder, district_finder, districts_by_slug, town_box

T = TypeVar("T")
Progress = Callable[[str, int], None]
CHUNK = 1000
ALL_AT_ONCE = 10_000_000


def start(table: Table, board: Board, *, source: str, given: list[str], origin: Origin) -> int:
    """Give the import its number. Raises FileRefused where no column can be used, Conflict where one is running."""
    map_columns(table.head, given)
    with unseen_transaction():
        run = commands.start_run(
            board, source=source, file_path=str(table.path.resolve())[:1000], file_digest=digest_of(table.path),
            options={"map": given, "origin": origin.value},
        )  # fmt: skip
    return run.id


def carry_out(run_id: int, progress: Progress, pace: Pace | None = None) -> None:
    """Do what is left to do of an import: read, apply, open, tidy up.

    Raises FileRefused where the file breaks off or is not the same any more, Conflict where the import was removed.
    """
    pace = pace or Pace()
    run = _run(run_id)
    if run.state is RunState.REMOVING:
        raise FileRefused(f"Import {run_id} is being removed. Go on with: participation import remove {run_id}")
    if run.state is RunState.READING:
        _read(run, progress, pace)
        with pace.turn(), transaction():
            commands.begin_applying(run_id)
    _until_nothing(partial(commands.apply_next, run_id), "Applying", progress, pace, unseen_transaction)
    _until_nothing(partial(_open_next, run_id), "Opening", progress, pace, transaction)
    _until_nothing(partial(commands.forget_next, run_id), "Tidying up", progress, pace, unseen_transaction)


def take_out(run_id: int, progress: Progress, pace: Pace | None = None) -> None:
    """Remove an import that was not opened. Raises Conflict where people could see its ideas already."""
    pace = pace or Pace()
    remove = partial(commands.remove_next, run_id, actor=HOUSE)
    _until_nothing(remove, "Removing", progress, pace, unseen_transaction)


def try_out(table: Table, *, source: str, given: list[str], origin: Origin) -> tuple[queries.Counts, list[Refused]]:
    """What an import would do, without writing anything: its counts and what it would refuse."""
    town, finder = _town(origin)
    counts = dict.fromkeys(("read", "taken", "known", "placed", "in_district"), 0)
    refused: list[Refused] = []
    seen: set[str] = set()
    for chunk in _chunks(_checked(table, map_columns(table.head, given), town, finder), CHUNK):
        known = queries.known_ids(source, {row.external_id for row in chunk if isinstance(row, Checked)})
        for row in chunk:
            counts["read"] += 1
            if isinstance(row, Refused):
                refused.append(row)
            elif row.external_id in known:
                counts["known"] += 1
            elif row.external_id in seen:
                refused.append(Refused(row.line, Verdict.REPEATED))
            else:
                counts["taken"] += 1
                counts["placed"] += row.point is not None
                counts["in_district"] += row.district_id is not None
            if isinstance(row, Checked):
                seen.add(row.external_id)
    return queries.Counts(**counts, refused=len(refused)), refused


def digest_of(path: Path) -> str:
    """SHA-256 (hex) of a file, to know it again."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _run(run_id: int) -> ImportRun:
    run = queries.run_by_number(run_id)
    if run is None:
        raise FileRefused(f"There is no import {run_id}.")
    return run


def _read(run: ImportRun, progress: Progress, pace: Pace) -> None:
    """Check all rows that were not staged yet and let them wait."""
    path = Path(run.file_path)
    if not path.is_file() or digest_of(path) != run.file_digest:
        raise FileRefused(
            f"{path.name} is gone or was changed since import {run.id} began to read it. "
            f"Take the import out and begin anew: participation import remove {run.id}"
        )
    table, run_id, begun = open_table(path), run.id, run.staged
    town, finder = _town(Origin(run.options["origin"]))
    rows = islice(_checked(table, map_columns(table.head, run.options["map"]), town, finder), begun, None)
    for chunk in _chunks(rows, CHUNK):
        waiting = [commands.waiting_row(row) for row in chunk]
        while waiting:
            part, waiting = waiting[: pace.rows], waiting[pace.rows :]
            with pace.turn(), unseen_transaction():
                commands.stage_rows(run_id, part)
        progress("Reading", len(chunk))


def _checked(table: Table, mapping: Mapping, town: Town, finder: DistrictFinder) -> Iterator[Checked | Refused]:
    """The rows of a file, checked; whatever has a place gets its district from there."""
    for chunk in _chunks(contributions(table.rows(), mapping), CHUNK):
        rows = [check(row, town) if isinstance(row, Contribution) else row for row in chunk]
        placed = [(at, row, row.point) for at, row in enumerate(rows) if isinstance(row, Checked) and row.point]
        districts = finder.at([(point.lon, point.lat) for _, _, point in placed])
        for (at, row, _), district_id in zip(placed, districts, strict=True):
            rows[at] = replace(row, district_id=district_id or row.district_id)
        yield from rows


def _town(origin: Origin) -> tuple[Town, DistrictFinder]:
    lat, lon = current_app.extensions["PARTICIPATION"].map_center
    town = Town(now=now(), centre=Point(lon, lat), box=town_box(), districts=districts_by_slug(), origin=origin)
    return town, district_finder()


def _until_nothing(
    step: Callable[..., int], what: str, progress: Progress, pace: Pace, writing: Callable[[], Any]
) -> None:
    while True:
        with pace.turn(), writing():
            done = step(most=pace.rows)
        if not done:
            return
        progress(what, done)


def _open_next(run_id: int, *, most: int) -> int:
    """Show the next ideas. On PostgreSQL that is one update of all, because it keeps nobody from writing."""
    is_alone = db.engine.dialect.name == "sqlite"
    return commands.open_next(run_id, most=most if is_alone else ALL_AT_ONCE, actor=HOUSE)


def _chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


@contextmanager
def discarded_if_refused(run_id: int, progress: Progress) -> Iterator[None]:
    """A file that turns out to be incomplete while it is read leaves nothing behind."""
    from participation.core.errors import Invalid

    try:
        yield
    except (FileRefused, Invalid):
        if (run := queries.run_by_number(run_id)) is not None and run.state is RunState.READING:
            take_out(run_id, progress)
        raise
