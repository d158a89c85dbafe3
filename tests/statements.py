"""Counting what a page asks of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from participation.core.database import db

IGNORED = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "SET TRANSACTION", "COMMIT")


@contextmanager
def counting(app: Flask) -> Iterator[list[str]]:
    """The statements that are executed inside the block. What the city has set and the words of its glossary are
    read once by each process and kept until they change; an article lets them be read before."""
    app.test_client().get("/hintergrund/so-funktioniert-es")
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(IGNORED):
            said.append(statement)

    engine = db._app_engines[app][None]
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)
