"""The database: the one place that builds the engine, and what all tables share.

SQLite is run with WAL, full sync and foreign keys; the driver leaves transactions to us. Reading begins `BEGIN` with
`query_only`, writing begins `BEGIN IMMEDIATE` at the head of a line of writers (see core.write_line). PostgreSQL reads
in READ ONLY transactions. Whether a transaction writes is said by `writing`, a context variable that
`core.transactions` sets.
"""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, Integer, MetaData, TypeDecorator, event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column

from participation.core.clock import now
from participation.core.write_line import WriteLines

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_TIMEOUT = 10.0
CONNECT_TIMEOUT = 5
HIGHEST_INTEGER = 2**31 - 1
"""What an integer column holds at most: rows are numbered with 32 bits."""

Entity = TypeVar("Entity")

writing: ContextVar[bool] = ContextVar("writing", default=False)
_write_lines = WriteLines()


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC and always aware in Python."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: refuse times without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: always aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables: constraints have names, times are UTC."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime()}


class Timestamped:
    """A row that knows when it was made and last changed."""

    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class Versioned:
    """A row that people edit: a stale form is refused instead of overwriting (optimistic locking)."""

    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")


db = SQLAlchemy(session_options={"expire_on_commit": False})


def shared_alias(entity: type[Entity]) -> type[Entity]:
    """A second name for a table that a module keeps and its threads share. SQLAlchemy makes the columns of an alias at
    their first use, which two threads may do at once and get two sets of them; here they are made at once."""
    made = aliased(entity)
    assert len(inspect(made).selectable.c)
    return made


def engine_options(url: str, *, hide_values: bool = False) -> dict[str, Any]:
    """What Flask-SQLAlchemy hands to the engine for this address; `hide_values` keeps people's input out of errors."""
    if url.startswith("sqlite"):
        arguments = {"isolation_level": None, "timeout": BUSY_TIMEOUT, "check_same_thread": False}
        return {"connect_args": arguments, "hide_parameters": hide_values}
    arguments = {"connect_timeout": CONNECT_TIMEOUT}
    return {
        "pool_pre_ping": True, "pool_size": 8, "max_overflow": 8, "connect_args": arguments,
        "hide_parameters": hide_values,
    }  # fmt: skip


def watch_transactions(engine: Engine) -> None:
    """Give an engine its habits: pragmas, and the right kind of BEGIN."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "commit", _let_next_writer)
        event.listen(engine, "rollback", _let_next_writer)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _set_pragmas(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-4000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    wants = writing.get()
    info = connection.info
    if info.get("query_only") is not (not wants):
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if wants else 'ON'}")
        info["query_only"] = not wants
    if not wants:
        connection.exec_driver_sql("BEGIN")
        return
    info["place_in_line"] = _write_lines.wait(connection.engine.url.database, timeout=BUSY_TIMEOUT)
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except BaseException:
        _let_next_writer(connection)
        raise


def _let_next_writer(connection: Connection) -> None:
    place = connection.info.pop("place_in_line", None)
    if place is not None:
        place.leave()


def _begin_postgresql(connection: Connection) -> None:
    if not writing.get():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
