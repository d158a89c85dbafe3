"""Whoever watches over the site asks /gesund and /bereit: no cookie, nothing stored, no secret in the answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from participation import create_app
from participation.core.database import db, writing
from participation.web import health
from tests.conftest import settings_for

NOWHERE = {
    "sqlite": "sqlite:////nowhere/at/all.sqlite3",
    "postgresql": "postgresql+psycopg://someone:secret@127.0.0.1:9/none",
}


def without_database(kind: str, folder: Path) -> Flask:
    return create_app(settings_for(NOWHERE[kind], folder))


def test_a_whole_house_is_alive_and_ready(live_app: Flask) -> None:
    for path, status in (("/gesund", "alive"), ("/bereit", "ready")):
        answer = live_app.test_client().get(path)
        assert (answer.status_code, answer.json) == (200, {"status": status})
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
        assert live_app.test_client().head(path).data == b""
        assert live_app.test_client().post(path).status_code == 405


def test_without_a_database_the_process_is_alive_but_not_ready(database_kind: str, tmp_path: Path) -> None:
    app = without_database(database_kind, tmp_path)
    assert app.test_client().get("/gesund").json == {"status": "alive"}
    answer = app.test_client().get("/bereit")
    assert (answer.status_code, answer.json) == (503, {"status": "unready", "reason": "database"})
    assert b"secret" not in answer.data


def test_pages_without_a_database_answer_with_a_page(database_kind: str, tmp_path: Path) -> None:
    app = without_database(database_kind, tmp_path)
    answer = app.test_client().get("/")
    assert answer.status_code in {500, 503}
    assert "<h1" in answer.text
    assert "Traceback" not in answer.text
    assert "nowhere" not in answer.text
    assert "someone" not in answer.text


def test_an_older_database_is_not_ready(live_app: Flask) -> None:
    with live_app.app_context():
        token = writing.set(True)
        with db.engine.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
        writing.reset(token)
    assert live_app.test_client().get("/bereit").json == {"status": "unready", "reason": "migrations"}


def test_an_empty_database_is_not_ready(tmp_path: Path) -> None:
    app = create_app(settings_for(f"sqlite:///{tmp_path}/empty.sqlite3", tmp_path))
    assert app.test_client().get("/bereit").json == {"status": "unready", "reason": "migrations"}


def test_a_folder_that_takes_no_files_is_not_ready(live_app: Flask, tmp_path: Path) -> None:
    settings = live_app.extensions["PARTICIPATION"]
    live_app.extensions["PARTICIPATION"] = replace(settings, data_dir=tmp_path / "gone")
    assert live_app.test_client().get("/bereit").json == {"status": "unready", "reason": "data_dir"}
    live_app.extensions["PARTICIPATION"] = settings


def test_the_newest_revision_is_the_one_that_migrations_lead_to(live_app: Flask) -> None:
    with live_app.app_context():
        assert health.newest_revision() == health.present_revision(db.engine)


def test_of_several_revisions_the_one_is_found_that_no_other_builds_on(tmp_path: Path) -> None:
    for revision, down in (("0002", '"0001"'), ("0003", '"0002"'), ("0001", "None")):
        (tmp_path / f"{revision}.py").write_text(f'revision = "{revision}"\ndown_revision: str | None = {down}\n')
    assert health.newest_revision(tmp_path) == "0003"


@pytest.mark.parametrize("path", ["/gesund/", "/bereit/x", "/en/gesund"])
def test_other_addresses_are_pages(live_app: Flask, path: str) -> None:
    assert live_app.test_client().get(path).mimetype == "text/html"
