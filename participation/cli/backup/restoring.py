"""Taking a backup back into an empty installation: all of it, checked row by row, or nothing.

The tables are made at the backup's own revision, filled, compared with the file, and only then brought to the newest
revision. PostgreSQL does so in one transaction; with SQLite it happens in another file, which takes its place last.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from participation.cli.backup import emptiness, targets
from participation.cli.backup.manifest import Table
from participation.cli.backup.opening import OpenedBackup
from participation.cli.backup.refusals import BackupRefused, disk_told
from participation.cli.backup.revisions import is_known, migrate, newest
from participation.cli.backup.rows import lines_of, put_in, quoted
from participation.cli.backup.shapes import shapes_of

if TYPE_CHECKING:
    from config import Settings

Progress = Callable[[str, int, int], None]


def restore(backup: OpenedBackup, engine: Engine, settings: Settings, progress: Progress) -> None:
    """Take the backup back. Raises BackupRefused; then everything is as it was."""
    manifest = backup.manifest
    if not is_known(manifest.revision):
        raise BackupRefused(
            f"This backup comes from a newer version ({manifest.software}, database revision {manifest.revision}). "
            "Install that version, then restore."
        )
    emptiness.check(engine, settings)
    backup.check(lambda size: progress("Checking the file", size, backup.size))
    uploads = _uploads(backup, settings.media_root, progress)
    with disk_told("what is to be restored"), uploads, targets.target(engine) as connection:
        _fill(connection, backup, progress)


def _fill(connection: Connection, backup: OpenedBackup, progress: Progress) -> None:
    """Make the tables, fill them, compare them, and bring them up to date."""
    manifest, rows = backup.manifest, backup.manifest.rows
    migrate(connection, manifest.revision)
    _compare_shapes(connection, manifest.tables)
    with targets.unguarded(connection, [table.shape for table in manifest.tables]):
        for table in reversed(manifest.tables):
            connection.exec_driver_sql(f"DELETE FROM {quoted(table.shape.name)}")
        for table in manifest.tables:
            _put_in(connection, table, backup, lambda done: progress("Restoring rows", done, rows))
    for table in manifest.tables:
        _compare(connection, table, backup, lambda done: progress("Comparing rows", done, rows))
    if manifest.revision != newest():
        migrate(connection, newest())


def _put_in(connection: Connection, table: Table, backup: OpenedBackup, told: Callable[[int], None]) -> None:
    with closing(backup.lines(table)) as lines:
        try:
            for done in put_in(connection, table.shape, lines):
                told(done)
        except (ValueError, TypeError, IndexError) as error:
            raise BackupRefused(f"The table {table.shape.name} cannot be read from the backup.") from error


def _compare_shapes(connection: Connection, tables: list[Table]) -> None:
    """The tables that were just made must be those that were saved: all of them, with the same columns."""
    made = {shape.name: shape for shape in shapes_of(connection)}
    saved = {table.shape.name: table.shape for table in tables}
    for name in sorted(made.keys() | saved.keys()):
        if made.get(name) != saved.get(name):
            raise BackupRefused(f"The table {name} of the backup does not fit the revision that it names.")


def _compare(connection: Connection, table: Table, backup: OpenedBackup, told: Callable[[int], None]) -> None:
    """Each row of the database against its line in the file. Raises BackupRefused for the first that differs."""
    number = 0
    present = (line for lines in lines_of(connection, table.shape) for line in lines)
    for number, (line, saved) in enumerate(zip_longest(present, backup.lines(table)), 1):
        if line != saved:
            raise BackupRefused(f"Row {number} of the table {table.shape.name} is not the one that was saved.")
        if number % 2000 == 0:
            told(2000)
    if number != table.rows:
        raise BackupRefused(f"The table {table.shape.name} has {number} rows, but {table.rows} were saved.")
    told(number % 2000)


@contextmanager
def _uploads(backup: OpenedBackup, folder: Path, progress: Progress) -> Iterator[None]:
    """Have the uploads in their place before the database is; take them away again if that fails."""
    unfinished = folder.with_name(f"{folder.name}.restoring")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        for upload in backup.manifest.uploads:
            backup.unpack(upload, unfinished)
            progress("Restoring uploads", 1, len(backup.manifest.uploads))
        if unfinished.is_dir():
            if folder.is_dir():
                folder.rmdir()
            unfinished.rename(folder)
        yield
    except BaseException:
        if backup.manifest.uploads:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
