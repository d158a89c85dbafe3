"""What is written to the log tells what went wrong and where, and nothing of a person."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from participation import create_app
from participation.core.database import db
from participation.web.logs import Lines, json_lines, without_readers
from tests.conftest import Databases, settings_for

SECRET = "max.mustermann@example.org"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What goes to the log, while this is the handler of the root."""
    stream = io.StringIO()
    root = logging.getLogger()
    before = root.handlers, root.level
    yield stream
    root.handlers = before[0]
    root.setLevel(before[1])
    logging.getLogger("participation.requests").setLevel(logging.NOTSET)


@pytest.fixture
def app(databases: Databases, tmp_path: Path, written: io.StringIO) -> Iterator[Flask]:
    """The application as in production, but that its log can be read here."""
    url = databases.copy()
    settings = replace(
        settings_for(url, tmp_path), environment="production", testing=False, log_requests=True, rate_limits=False
    )
    app = create_app(settings)
    for handler in logging.getLogger().handlers:
        if isinstance(handler, Lines):
            handler.setStream(written)
    yield app
    with app.app_context():
        app.extensions["data_version"].close()
        db.engine.dispose()
    databases.drop(url)


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def fail() -> None:
    db.session.execute(text("SELECT * FROM nothing WHERE email = :email"), {"email": SECRET})


def test_a_request_is_told_by_its_route_without_what_was_asked(app: Flask, written: io.StringIO) -> None:
    app.test_client().get(f"/suche?q={SECRET}", headers={"X-Forwarded-For": "192.0.2.7"})
    app.test_client().get(f"/ideen/99?{SECRET}=1")
    app.test_client().get(f"/gibt-es-nicht/{SECRET}")
    told = lines(written)
    assert [line["endpoint"] for line in told] == ["search.results", "ideas.show", "none"]
    assert [line["status"] for line in told] == [200, 404, 404]
    assert told[1]["route"] == "/ideen/<int:subject_id>"
    assert told[0]["at"].endswith("Z")
    assert told[0]["milliseconds"] > 0
    assert SECRET not in written.getvalue()
    assert "192.0.2" not in written.getvalue()
    assert "127.0.0.1" not in written.getvalue()


def test_an_error_has_a_number_that_the_page_shows_too(app: Flask, written: io.StringIO) -> None:
    app.view_functions["home.start"] = _public(fail)
    answer = app.test_client().get(f"/?q={SECRET}")
    assert answer.status_code == 500
    error = next(line for line in lines(written) if line["level"] == "error")
    assert len(error["error_id"]) == 8
    assert error["error_id"] in answer.text
    assert error["route"] == "/"
    assert error["errors"][0]["type"].startswith("sqlalchemy.exc.")
    assert any("test_logs.py" in frame for frame in error["errors"][0]["frames"])
    assert SECRET not in written.getvalue()


def test_a_number_stands_in_notices_and_in_the_api(app: Flask, written: io.StringIO) -> None:
    app.view_functions["home.start"] = app.view_functions["open_data.index"] = _public(fail)
    notice = app.test_client().get("/", headers={"HX-Request": "true"})
    assert lines(written)[0]["error_id"] in notice.text
    answer = app.test_client().get("/api/v1/")
    assert answer.json is not None
    assert answer.json["error_id"] in written.getvalue()


def _public(view: Any) -> Any:
    def shown(**_: Any) -> Any:
        return view()

    shown.access = "public"  # type: ignore[attr-defined]
    return shown


def test_lines_of_the_web_server_lose_the_reader(written: io.StringIO) -> None:
    handler = logging.StreamHandler(written)
    handler.addFilter(without_readers)
    handler.setFormatter(json_lines())
    logger = logging.getLogger("gunicorn.error")
    logger.addHandler(handler)
    try:
        logger.warning("Invalid request from ip=192.0.2.7: /geheim?token=abc")
        logger.error("Error handling request %s", f"/?q={SECRET}")
    finally:
        logger.removeHandler(handler)
    assert [line["event"] for line in lines(written)] == ["Invalid request", "Error handling request"]


def test_errors_are_told_with_what_they_came_from(written: io.StringIO) -> None:
    handler = logging.StreamHandler(written)
    handler.setFormatter(json_lines())
    logger = logging.getLogger("participation.test")
    logger.addHandler(handler)
    try:
        try:
            try:
                int(SECRET)
            except ValueError as error:
                raise FileNotFoundError(2, "No such file", SECRET) from error
        except FileNotFoundError:
            logger.exception("could not")
    finally:
        logger.removeHandler(handler)
    errors = lines(written)[0]["errors"]
    assert [error["type"] for error in errors] == ["builtins.FileNotFoundError", "builtins.ValueError"]
    assert errors[0]["errno"] == 2
    assert SECRET not in written.getvalue()
