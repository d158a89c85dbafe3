"""How the tables of a database look, whichever kind of database it is: what a backup calls their columns and kinds.

The shapes are read from the database itself, not from the models: before an upgrade the database is older than the
software, and a backup of an older version is taken back at its own revision first.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, inspect
from sqlalchemy import types as sql

from participation.cli.backup.refusals import BackupRefused
from participation.core.guards import is_made_by_hand

REVISION_TABLE = "alembic_version"


class Kind(StrEnum):
    """What a column holds. A backup writes truths as 0 and 1, moments in UTC, bytes as hexadecimal digits, decimal
    numbers and JSON as text, so that nothing is rounded or put in another order."""

    INTEGER = "integer"
    FLOAT = "float"
    DECIMAL = "decimal"
    TEXT = "text"
    BOOLEAN = "boolean"
    MOMENT = "moment"
    DAY = "day"
    JSON = "json"
    BYTES = "bytes"


# The more special type stands before the one that it is a kind of.
KINDS: tuple[tuple[Any, Kind], ...] = (
    (sql.Boolean, Kind.BOOLEAN),
    (sql.Integer, Kind.INTEGER),
    (sql.Float, Kind.FLOAT),
    (sql.Numeric, Kind.DECIMAL),
    (sql.DateTime, Kind.MOMENT),
    (sql.Date, Kind.DAY),
    (sql.JSON, Kind.JSON),
    (sql.LargeBinary, Kind.BYTES),
    (sql._Binary, Kind.BYTES),
    (sql.String, Kind.TEXT),
)


@dataclass(frozen=True)
class Column:
    """A column; `scale` is the number of decimals of a decimal number."""

    name: str
    kind: Kind
    scale: int = 0


@dataclass(frozen=True)
class Shape:
    """A table: its columns by name, and the columns that its rows are numbered and ordered by."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


def shapes_of(connection: Connection, *, only: Container[str] | None = None) -> list[Shape]:
    """The shapes of all tables with content of their own, in the order in which rows can be put in; with `only`,
    tables that somebody else keeps in the same database are left out."""
    inspector = inspect(connection)
    names = [name for name, _ in inspector.get_sorted_table_and_fkc_names() if name]
    own = [name for name in names if name != REVISION_TABLE and not is_made_by_hand(name)]
    return [_shape(inspector, name) for name in own if only is None or name in only]


def _shape(inspector: Any, name: str) -> Shape:
    columns = [
        Column(column["name"], _kind(column["type"], name), getattr(column["type"], "scale", None) or 0)
        for column in inspector.get_columns(name)
        if "computed" not in column
    ]
    key = tuple(inspector.get_pk_constraint(name)["constrained_columns"])
    if not key:
        raise BackupRefused(f"The table {name} has no primary key, so its rows have no order.")
    return Shape(name, tuple(sorted(columns, key=lambda column: column.name)), key)


def _kind(found: Any, table: str) -> Kind:
    for kind, name in KINDS:
        if isinstance(found, kind):
            return name
    raise BackupRefused(f"A column of the table {table} is of a kind that a backup does not know: {found!r}.")
