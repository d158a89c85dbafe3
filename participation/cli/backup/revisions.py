"""Revisions of the database, as the migrations in this software know them."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER = Path(__file__).resolve().parents[3] / "migrations"


def is_known(revision: str) -> bool:
    """Whether this software has the migration."""
    return any(script.revision == revision for script in ScriptDirectory(str(FOLDER)).walk_revisions())


def newest() -> str:
    """The revision that this software works with."""
    return str(ScriptDirectory(str(FOLDER)).get_current_head())


def migrate(connection: Connection, revision: str) -> None:
    """Bring a database to a revision, within the transaction of this connection."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
