"""Two addresses for whoever watches over the site: `/gesund` says that the process answers, `/bereit` that it serves.

They stand before everything else: no cookie, no store, no account, and `/gesund` asks nothing of the database, so that
a slow database does not get a healthy process killed.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

ALIVE, READY = "/gesund", "/bereit"
REVISIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"
_NAMED = re.compile(r'^(revision|down_revision)(?:: [^=]*)? = (?:"([^"]*)"|None)', re.MULTILINE)


class Health:
    """WSGI layer that answers the two addresses itself."""

    def __init__(self, app: Callable[..., Iterable[bytes]], flask_app: Flask) -> None:
        self.app, self.flask_app = app, flask_app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer 200, or 503 with the reason in one word."""
        path = environ.get("PATH_INFO", "")
        if path not in (ALIVE, READY):
            return self.app(environ, start_response)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _answer(start_response, environ, "405 METHOD NOT ALLOWED", {"status": "method"})
        reason = self._reason() if path == READY else None
        if reason:
            return _answer(start_response, environ, "503 SERVICE UNAVAILABLE", {"status": "unready", "reason": reason})
        return _answer(start_response, environ, "200 OK", {"status": "ready" if path == READY else "alive"})

    def _reason(self) -> str | None:
        with self.flask_app.app_context():
            engine = self.flask_app.extensions["sqlalchemy"].engine
        return why_not_ready(engine, self.flask_app.extensions["PARTICIPATION"].data_dir)


def answer_health(app: Flask) -> None:
    """Answer both addresses before anything else is asked."""
    app.wsgi_app = Health(app.wsgi_app, app)  # type: ignore[method-assign]


def why_not_ready(engine: Engine, data_dir: Path) -> str | None:
    """Why requests cannot be served: `database`, `migrations` or `data_dir`; None where they can."""
    try:
        present = present_revision(engine)
    except SQLAlchemyError:
        return "database"
    if present != newest_revision():
        return "migrations"
    return None if is_writable(data_dir) else "data_dir"


def present_revision(engine: Engine) -> str | None:
    """The revision that the database is at; None where it has none. Raises SQLAlchemyError if it does not answer."""
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        if not engine.dialect.has_table(connection, "alembic_version"):
            return None
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


@cache
def newest_revision(folder: Path = REVISIONS) -> str:
    """The revision that no other builds on, read from the files: no process that serves carries migration tools."""
    found = [dict(_NAMED.findall(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.py"))]
    heads = {one["revision"] for one in found} - {one["down_revision"] for one in found}
    return max(heads)


def is_writable(folder: Path) -> bool:
    """Whether something can really be written there: a full or read-only disk is told apart only by trying."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"ready")
            file.flush()
    except OSError:
        return False
    return True


def _answer(
    start_response: Callable[..., Any], environ: dict[str, Any], status: str, said: dict[str, str]
) -> list[bytes]:
    body = json.dumps(said).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start_response(status, [*headers, ("X-Content-Type-Options", "nosniff")])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
