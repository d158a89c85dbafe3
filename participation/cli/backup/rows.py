"""Rows as lines of a backup, and lines as rows again, through the driver: millions of them pass here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from participation.cli.backup.shapes import Column, Kind, Shape

AT_ONCE = 2000
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def count_rows(connection: Connection, shape: Shape) -> int:
    """How many rows a table has."""
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {quoted(shape.name)}").scalar_one())


def lines_of(connection: Connection, shape: Shape) -> Iterator[list[str]]:
    """The rows of a table as lines of JSON, in the order of their key, some at a time; only those are in memory."""
    driver: Any = connection.connection.driver_connection
    postgresql = connection.dialect.name == "postgresql"
    cursor = driver.cursor(name="backup") if postgresql else driver.cursor()
    try:
        cursor.execute(_reading(shape, postgresql))
        while rows := cursor.fetchmany(AT_ONCE):
            yield [_encode(row) for row in rows]
    finally:
        cursor.close()


def put_in(connection: Connection, shape: Shape, lines: Iterable[str]) -> Iterator[int]:
    """Put lines of a backup into an empty table; yields how many rows went in, some at a time."""
    changes = [
        (place, change)
        for place, column in enumerate(shape.columns)
        if (change := _change(column, connection.dialect.name))
    ]
    rows = (_row(line, changes) for line in lines)
    names = ", ".join(quoted(column.name) for column in shape.columns)
    if connection.dialect.name == "postgresql":
        yield from _copy(connection, f"COPY {quoted(shape.name)} ({names}) FROM STDIN", rows)
    else:
        marks = ", ".join("?" * len(shape.columns))
        yield from _insert(connection, f"INSERT INTO {quoted(shape.name)} ({names}) VALUES ({marks})", rows)


def quoted(name: str) -> str:
    """A name of a table or column as both databases understand it."""
    return '"' + name.replace('"', '""') + '"'


def _reading(shape: Shape, postgresql: bool) -> str:
    expression = _in_postgresql if postgresql else _in_sqlite
    columns = ", ".join(expression(column) for column in shape.columns)
    order = ", ".join(_ordered(shape.column(name), postgresql) for name in shape.key)
    return f"SELECT {columns} FROM {quoted(shape.name)} ORDER BY {order}"


def _ordered(column: Column, postgresql: bool) -> str:
    by_bytes = ' COLLATE "C"' if postgresql and column.kind is Kind.TEXT else ""
    return quoted(column.name) + by_bytes


def _in_sqlite(column: Column) -> str:
    name = quoted(column.name)
    if column.kind is Kind.MOMENT:
        return f"CASE length({name}) WHEN 19 THEN {name} || '.000000' ELSE {name} END"
    if column.kind is Kind.BYTES:
        return f"CASE WHEN {name} IS NULL THEN NULL ELSE lower(hex({name})) END"
    if column.kind is Kind.DECIMAL:
        return f"CASE WHEN {name} IS NULL THEN NULL ELSE printf('%.{column.scale}f', {name}) END"
    return f"CAST({name} AS TEXT)" if column.kind is Kind.JSON else name


def _in_postgresql(column: Column) -> str:
    name = quoted(column.name)
    if column.kind is Kind.MOMENT:
        return f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    if column.kind is Kind.BYTES:
        return f"encode({name}, 'hex')"
    if column.kind is Kind.BOOLEAN:
        return f"{name}::integer"
    return f"{name}::text" if column.kind in {Kind.DECIMAL, Kind.DAY, Kind.JSON} else name


def _change(column: Column, dialect: str) -> Callable[[Any], Any] | None:
    """How a value of a line becomes one of the database, where it is not the same."""
    if column.kind is Kind.BYTES:
        return bytes.fromhex
    return float if column.kind is Kind.DECIMAL and dialect == "sqlite" else None


def _row(line: str, changes: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    row: list[Any] = json.loads(line)
    for place, change in changes:
        if row[place] is not None:
            row[place] = change(row[place])
    return row


def _copy(connection: Connection, statement: str, rows: Iterator[list[Any]]) -> Iterator[int]:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        while batch := list(islice(rows, AT_ONCE)):
            for row in batch:
                copy.write_row(row)
            yield len(batch)


def _insert(connection: Connection, statement: str, rows: Iterator[list[Any]]) -> Iterator[int]:
    driver: Any = connection.connection.driver_connection
    while batch := list(islice(rows, AT_ONCE)):
        driver.executemany(statement, batch)
        yield len(batch)
