"""An upgrade saves first, migrates, looks, and says how to go back where it did not work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from participation.cli.backup.revisions import migrate
from participation.core.database import db, writing
from participation.web.health import newest_revision, present_revision
from tests.cli.test_backup import Town, contents, empty_town

FIRST = "0001"


@pytest.fixture
def older(database_kind: str, tmp_path: Path) -> Iterator[Town]:
    """A town at the first revision, as an older version left it."""
    with empty_town(database_kind, tmp_path / "older") as town:
        with town.app.app_context():
            change(lambda connection: migrate(connection, FIRST))
        yield town


def change(act: object) -> None:
    token = writing.set(True)
    try:
        with db.engine.begin() as connection:
            act(connection)  # type: ignore[operator]
    finally:
        writing.reset(token)


def backups(town: Town) -> list[Path]:
    return sorted((town.folder / "backups").glob("participation-*.zip"))


def test_an_older_town_is_saved_and_brought_up_to_date(older: Town) -> None:
    result = older.run("upgrade")
    assert result.exit_code == 0, result.output
    assert "Upgraded. Restart the service now" in result.output
    (saved,) = backups(older)
    assert str(saved) in result.output
    assert saved.parent.stat().st_mode & 0o777 == 0o700
    with older.app.app_context():
        assert present_revision(db.engine) == newest_revision()
    again = older.run("upgrade", "--backup-folder", str(older.folder / "elsewhere"))
    assert again.exit_code == 0, again.output
    assert "already" in again.output


def test_a_backup_of_an_older_version_is_taken_back_and_brought_up_to_date(
    older: Town, database_kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "old.zip"
    assert older.run("backup", str(path)).exit_code == 0
    with empty_town("sqlite" if database_kind == "postgresql" else "postgresql", tmp_path / "other") as other:
        result = other.run("restore", str(path))
        assert result.exit_code == 0, result.output
        with other.app.app_context():
            assert present_revision(db.engine) == newest_revision()


def test_a_migration_that_fails_leaves_the_database_as_it_was_and_says_how_to_go_on(older: Town) -> None:
    with older.app.app_context():
        change(lambda connection: connection.execute(sa.text("CREATE TABLE heartbeats (id INTEGER PRIMARY KEY)")))
    result = older.run("upgrade")
    assert result.exit_code == 1
    assert "Error: the migration failed" in result.output
    assert f"The database is as it was (revision {FIRST}): nothing was lost." in result.output
    (saved,) = backups(older)
    assert f"The backup from before the upgrade: {saved}" in result.output
    assert "Traceback" not in result.output
    with older.app.app_context():
        assert present_revision(db.engine) == FIRST
        assert not sa.inspect(db.engine).has_table("journal_seals")
    assert older.run("backup", str(older.folder / "again.zip")).exit_code == 0
    assert contents(older.folder / "again.zip") == contents(saved)


def test_a_broken_journal_is_told_with_the_way_back(older: Town) -> None:
    assert older.run("upgrade").exit_code == 0
    with older.app.app_context():
        insert = 'INSERT INTO journal_entries (at, event, role, "values", digest, position, hash) '
        insert += "VALUES ('2026-01-01 00:00:00.000000', 'Event', '', '{}', '', 500, 'x')"
        change(lambda connection: connection.execute(sa.text(insert)))
    result = older.run("upgrade", "--without-backup")
    assert result.exit_code == 1
    assert "problem  Journal:" in result.output
    assert "participation restore YOUR-BACKUP" in result.output


def test_an_empty_database_is_begun_not_upgraded(database_kind: str, tmp_path: Path) -> None:
    with empty_town(database_kind, tmp_path / "empty") as town:
        result = town.run("upgrade")
        assert result.exit_code == 1
        assert "participation database upgrade" in result.output
