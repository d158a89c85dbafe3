"""A whole town is saved, lost and taken back on the other kind of database: every page reads as before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from participation import create_app
from participation.cli.demo.loading import load_town
from participation.core.database import db
from participation.records.journal.tasks import chain_new_entries
from tests.browser import Browser
from tests.cli.test_backup import contents, empty_town
from tests.conftest import Databases, settings_for

LISTS = ("/", "/boards/", "/karte", "/massnahmen", "/termine", "/api/v1/ideas", "/api/v1/measures", "/suche?q=ufer")


@pytest.fixture
def demo(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    url = databases.copy()
    folder = tmp_path / "demo"
    folder.mkdir()
    app = create_app(settings_for(url, folder))
    with app.app_context():
        load_town()
        chain_new_entries()
    yield app
    with app.app_context():
        app.extensions["data_version"].close()
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


def read(app: Flask) -> dict[str, str]:
    """What stands on the lists of a town and on the pages that they lead to."""
    browser = Browser(app)
    pages = {path: browser.open(path, status=None) for path in LISTS}
    further = {link for page in pages.values() for link in page.links().values() if link.startswith("/ideen/")}
    pages |= {path: browser.open(path, status=None) for path in sorted(further)[:30]}
    return {path: f"{page.status} {page.text or page.body}" for path, page in pages.items()}


def test_a_town_reads_on_another_database_as_it_did_before(demo: Flask, database_kind: str, tmp_path: Path) -> None:
    saved, again = tmp_path / "saved.zip", tmp_path / "again.zip"
    assert demo.test_cli_runner().invoke(args=["backup", str(saved)]).exit_code == 0
    before = read(demo)
    assert sum(text.startswith("200") for text in before.values()) > 20
    other = "sqlite" if database_kind == "postgresql" else "postgresql"
    with empty_town(other, tmp_path / "other") as town:
        result = town.run("restore", str(saved))
        assert result.exit_code == 0, result.output
        assert read(town.app) == before
        assert town.run("backup", str(again)).exit_code == 0
    assert contents(again) == contents(saved)
