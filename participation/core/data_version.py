"""A number that grows with every committed change; stored pages and counts are good for one number only.

Its upper half counts changes of what the city has set and written for itself: every page needs that, it changes once
a week, and so it is read anew only when the upper half has grown.
"""

from __future__ import annotations

import threading
from typing import Any, cast

from sqlalchemy import BigInteger, CheckConstraint, Engine, Table, select, update
from sqlalchemy.orm import Mapped, mapped_column

from participation.core.database import Base, db


class DataVersion(Base):
    """The single row that holds the number."""

    __tablename__ = "data_version"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(BigInteger)


_table = cast(Table, DataVersion.__table__)
_read = select(_table.c.value).where(_table.c.id == 1)
_raise = update(_table).where(_table.c.id == 1).values(value=_table.c.value + 1)


SETTINGS_STEP = 2**32


def settings_version(version: int) -> int:
    """The upper half of a data version: how often the city changed its settings or texts."""
    return version // SETTINGS_STEP


def raise_settings_version() -> None:
    """Count a change of settings: the number grows to the next whole step."""
    grown = (_table.c.value // SETTINGS_STEP + 1) * SETTINGS_STEP
    db.session.execute(update(_table).where(_table.c.id == 1).values(value=grown))


def data_version() -> int:
    """The number that holds for this transaction."""
    return db.session.execute(_read).scalar_one_or_none() or 0


def raise_data_version() -> None:
    """Count one change; called last before the commit, so that the row is locked only briefly."""
    db.session.execute(_raise)


class VersionReader:
    """Reads the committed number outside any transaction, on a connection of its own in each thread: a stored page
    costs this and nothing else. A broken connection is opened anew once."""

    STATEMENT = "SELECT value FROM data_version WHERE id = 1"

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._own = threading.local()
        self._opened: list[Any] = []

    def __call__(self) -> int:
        """The number that is committed now."""
        try:
            return self._read()
        except self.engine.dialect.loaded_dbapi.Error:
            self._own.connection = None
            return self._read()

    def _read(self) -> int:
        connection: Any = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._connect()
            self._opened.append(connection)
        row = connection.execute(self.STATEMENT).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Close all its connections; it opens new ones when it is asked again."""
        while self._opened:
            self._opened.pop().close()
        self._own = threading.local()

    def _connect(self) -> Any:
        arguments, options = self.engine.dialect.create_connect_args(self.engine.url)
        if self.engine.dialect.name == "sqlite":
            return self.engine.dialect.loaded_dbapi.connect(
                *arguments, **{**options, "isolation_level": None, "check_same_thread": False}
            )
        return self.engine.dialect.loaded_dbapi.connect(*arguments, **options, autocommit=True)
