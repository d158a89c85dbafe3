"""Making a backup of a running installation: one view of the database, one table after the other, then the uploads.

SQLite: one reading transaction, which sees the database as it was when it began, while others write on. PostgreSQL: the
same with REPEATABLE READ READ ONLY. Uploads come last, so that every file that a row names is there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text

from participation.cli.backup import manifest as manifests
from participation.cli.backup.archive import NewArchive, new_archive, parts_of
from participation.cli.backup.manifest import Manifest, Table, Upload
from participation.cli.backup.refusals import BackupRefused
from participation.cli.backup.rows import count_rows, lines_of
from participation.cli.backup.shapes import REVISION_TABLE, Shape, shapes_of
from participation.core import clock
from participation.core.database import Base
from participation.web.health import newest_revision

if TYPE_CHECKING:
    from config import Settings

UNFINISHED = ".part"
"""How the name of an upload ends that is still being written."""
Progress = Callable[[str, int, int], None]
"""Told what is being worked on, how much of it was done just now, and how much there is in all."""


def save(engine: Engine, settings: Settings, path: Path, progress: Progress) -> Manifest:
    """Write a backup to this file and return what is in it. Raises BackupRefused; then there is no such file."""
    with new_archive(path) as archive:
        with _one_view(engine) as connection:
            revision, seal = _revision(connection), _journal_seal(connection)
            shapes = shapes_of(connection, only=Base.metadata.tables if revision == newest_revision() else None)
            tables = list(_tables(connection, shapes, archive, progress))
        uploads = list(_uploads(settings.media_root, archive, progress))
        made = Manifest(
            software=manifests.software_version(), revision=revision, dialect=engine.dialect.name,
            made_at=clock.now().isoformat(timespec="seconds"), key_mark=manifests.key_mark(settings.secret_key),
            journal_seal=seal, tables=tables, uploads=uploads, settings=manifests.told_settings(settings),
        )  # fmt: skip
        content = made.as_bytes()
        archive.add(manifests.NAME, [content])
        archive.seal(manifests.seal_of(content, settings.secret_key))
    return made


@contextmanager
def _one_view(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of the database for as long as it is open."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**level) as connection:
        yield connection
    if engine.dialect.name == "sqlite":
        _bring_home(engine)


def _bring_home(engine: Engine) -> None:
    """Move what was written meanwhile from SQLite's log into its file, so that no citizen's request has to."""
    connection = sqlite3.connect(str(engine.url.database), isolation_level=None)
    try:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    finally:
        connection.close()


def _revision(connection: Connection) -> str:
    if not connection.dialect.has_table(connection, REVISION_TABLE):
        raise BackupRefused("The database is empty: there is nothing to back up.")
    return str(connection.scalar(text(f"SELECT version_num FROM {REVISION_TABLE}")))


def _journal_seal(connection: Connection) -> str:
    newest = "SELECT position, hash FROM journal_entries WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1"
    row = connection.execute(text(newest)).first()
    return f"{row[0]}:{row[1]}" if row else ""


def _tables(
    connection: Connection, shapes: list[Shape], archive: NewArchive, progress: Progress
) -> Iterator[Table]:  # fmt: skip
    counts = {shape.name: count_rows(connection, shape) for shape in shapes}
    for number, shape in enumerate(shapes, 1):
        file = f"tables/{number:03}-{shape.name}.jsonl"
        counted = _Counted(connection, shape, lambda rows: progress("Saving rows", rows, sum(counts.values())))
        _, sha256 = archive.add(file, counted.parts())
        yield Table(shape, file, counted.rows, sha256)


class _Counted:
    """The lines of a table as bytes, counted while they pass."""

    def __init__(self, connection: Connection, shape: Shape, told: Callable[[int], None]) -> None:
        self.connection, self.shape, self.told, self.rows = connection, shape, told, 0

    def parts(self) -> Iterator[bytes]:
        for lines in lines_of(self.connection, self.shape):
            self.rows += len(lines)
            yield ("\n".join(lines) + "\n").encode()
            self.told(len(lines))


def _uploads(folder: Path, archive: NewArchive, progress: Progress) -> Iterator[Upload]:
    """All uploaded files; one that was deleted since the database was looked at was to go, and is left out."""
    paths = sorted(_files(folder))
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            parts = parts_of(path)
            first = next(parts, b"")
        except FileNotFoundError:
            continue
        size, sha256 = archive.add(f"media/{name}", _again(first, parts), packed=False)
        yield Upload(name, size, sha256)
        progress("Saving uploads", 1, len(paths))


def _again(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def _files(folder: Path) -> Iterator[Path]:
    for base, _folders, names in os.walk(folder):
        for name in names:
            path = Path(base, name)
            if path.is_file() and not path.is_symlink() and path.suffix != UNFINISHED:
                yield path
