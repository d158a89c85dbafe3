"""Where a backup is taken back to, and how its guards step aside while rows are put in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import IntegrityError

from participation.cli.backup.refusals import BackupRefused
from participation.cli.backup.rows import quoted
from participation.cli.backup.shapes import Shape
from participation.core.database import writing

SPEED = ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "cache_size=-64000", "temp_store=FILE")
FULL_TEXT = re.compile(r"CREATE VIRTUAL TABLE\s+(\S+)\s+USING fts5", re.IGNORECASE)
FOREIGN_KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2
"""


@contextmanager
def target(engine: Engine) -> Iterator[Connection]:
    """A connection to the empty database; what is written becomes true when the block is left well."""
    token = writing.set(True)
    try:
        with _another_file(engine) if engine.dialect.name == "sqlite" else engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
            yield connection
    finally:
        writing.reset(token)


@contextmanager
def _another_file(engine: Engine) -> Iterator[Connection]:
    """SQLite: a file beside the one that is meant, which is renamed at the end."""
    path = Path(str(engine.url.database))
    unfinished = path.with_name(f"{path.name}.restoring")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished.unlink(missing_ok=True)
    other = create_engine(f"sqlite:///{unfinished}", connect_args={"isolation_level": None})
    event.listen(other, "connect", _be_quick)
    event.listen(other, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    try:
        with other.begin() as connection:
            yield connection
            _check_references(connection)
        other.dispose()
        unfinished.chmod(0o600)
        _bring_to_disk(unfinished)
        os.replace(unfinished, path)
    finally:
        other.dispose()
        unfinished.unlink(missing_ok=True)


def _be_quick(connection: object, _record: object) -> None:
    for pragma in SPEED:
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        raise BackupRefused(f"A row of the table {broken[0]} refers to one in {broken[2]} that is not in the backup.")


def _bring_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def unguarded(connection: Connection, shapes: Sequence[Shape]) -> Iterator[None]:
    """Triggers, foreign keys and what slows down are away inside the block, and back and checked after it."""
    if connection.dialect.name == "sqlite":
        yield from _unguarded_sqlite(connection)
    else:
        yield from _unguarded_postgresql(connection, shapes)


def _unguarded_sqlite(connection: Connection) -> Iterator[None]:
    made = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
    removed = [tuple(row) for row in connection.exec_driver_sql(made)]
    for kind, name, _ in removed:
        connection.exec_driver_sql(f"DROP {kind} {quoted(name)}")
    yield
    for _, _, statement in sorted(removed):
        connection.exec_driver_sql(statement)
    for (statement,) in connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'table'").all():
        if found := FULL_TEXT.match(statement or ""):
            connection.exec_driver_sql(f"INSERT INTO {found[1]} ({found[1]}) VALUES ('rebuild')")


def _unguarded_postgresql(connection: Connection, shapes: Sequence[Shape]) -> Iterator[None]:
    keys = [tuple(row) for row in connection.exec_driver_sql(FOREIGN_KEYS)]
    for table, name, _ in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {quoted(name)}")
    for shape in shapes:
        connection.exec_driver_sql(f"ALTER TABLE {quoted(shape.name)} DISABLE TRIGGER USER")
    yield
    for shape in shapes:
        connection.exec_driver_sql(f"ALTER TABLE {quoted(shape.name)} ENABLE TRIGGER USER")
    for table, name, definition in keys:
        _add(connection, table, f"ADD CONSTRAINT {quoted(name)} {definition}")
    for shape in shapes:
        _go_on_counting(connection, shape)


def _add(connection: Connection, table: str, constraint: str) -> None:
    try:
        connection.exec_driver_sql(f"ALTER TABLE {table} {constraint}")
    except IntegrityError:
        raise BackupRefused(f"A row of the table {table} refers to one that is not in the backup.") from None


def _go_on_counting(connection: Connection, shape: Shape) -> None:
    """Let the next row get the number after the highest one."""
    if len(shape.key) != 1:
        return
    table, column = quoted(shape.name), shape.key[0]
    sequence = connection.exec_driver_sql("SELECT pg_get_serial_sequence(%s, %s)", (table, column)).scalar()
    if sequence:
        highest = f"(SELECT max({quoted(column)}) FROM {table})"
        connection.exec_driver_sql(f"SELECT setval(%s, coalesce({highest}, 1), {highest} IS NOT NULL)", (sequence,))
