"""What is written to the log: one JSON object a line in production, plain lines elsewhere, never anything of a person.

Addresses, query strings, form values and the texts of errors stay out: a database names the row that it refused, a
parser quotes what it could not read. An error is told by its type and by the lines of code that it came through, under
a number that the error page shows too.
"""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from flask import Flask
from sqlalchemy.exc import DBAPIError

from participation.web.observing import Seen, observe

if TYPE_CHECKING:
    from config import Settings

ROOT = Path(__file__).resolve().parents[2]
REQUESTS = "participation.requests"
OTHERS = ("gunicorn.error", "huey", "huey.consumer")
QUOTING = {"Invalid request from ip=": "Invalid request", "Error handling request": "Error handling request"}
"""How gunicorn begins lines that quote a reader's address or what they asked for, and what stays of them."""


class Lines(logging.StreamHandler):  # type: ignore[type-arg]
    """Where our lines go; known by its kind, so that a second application takes the place of the first one's."""


def write_logs(app: Flask, settings: Settings) -> None:
    """Let everything that this process says go to standard error in one form."""
    if settings.testing:
        return
    handler = Lines(sys.stderr)
    handler.addFilter(without_readers)
    handler.setFormatter(json_lines() if settings.production else logging.Formatter("%(levelname)s %(message)s"))
    root = logging.getLogger()
    root.handlers = [*(other for other in root.handlers if not isinstance(other, Lines)), handler]
    root.setLevel(logging.WARNING)
    for name in OTHERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    if settings.log_requests:
        logging.getLogger(REQUESTS).setLevel(logging.INFO)
        observe(app, _log_request)


def json_lines() -> logging.Formatter:
    """Log lines as JSON, values of errors left out."""
    known: list[Any] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _tell_error_without_values,
    ]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=known,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def without_readers(record: logging.LogRecord) -> bool:
    """Take out of gunicorn's lines who asked and what; every line stays."""
    for beginning, kept in QUOTING.items():
        if record.name == "gunicorn.error" and str(record.msg).startswith(beginning):
            record.msg, record.args = kept, ()
    return True


def _log_request(seen: Seen) -> None:
    if seen.stored:
        return
    logging.getLogger(REQUESTS).info(
        "request",
        extra={
            "endpoint": seen.endpoint, "route": seen.route, "method": seen.method, "status": seen.status,
            "milliseconds": round(seen.seconds * 1000, 1),
        },
    )  # fmt: skip


def _tell_error_without_values(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    if found and found[1] is not None:
        event["errors"] = error_chain(found[1])
    return event


def error_chain(error: BaseException | None) -> list[dict[str, Any]]:
    """An error and what it came from: types, codes of the system or the database, and lines of code."""
    told: list[dict[str, Any]] = []
    while error is not None and len(told) < 5:
        one: dict[str, Any] = {"type": f"{type(error).__module__}.{type(error).__qualname__}"}
        if isinstance(error, OSError) and error.errno:
            one["errno"] = error.errno
        if isinstance(error, DBAPIError):
            one["code"] = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
        one["frames"] = [
            f"{_place(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)[-25:]
        ]
        told.append(one)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told


def _place(filename: str) -> str:
    return filename.removeprefix(f"{ROOT}/").rpartition("site-packages/")[2]
