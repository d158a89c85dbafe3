"""`participation database upgrade`: bring the database to the newest revision."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from participation.core.database import db
from participation.core.transactions import transaction
from participation.town.background.commands import load_texts


@click.group()
def database() -> None:
    """Keep the database in order."""


@database.command()
@with_appcontext
def upgrade() -> None:
    """Bring the database and the texts that come with the software to the newest revision."""
    upgrade_database()


def upgrade_database() -> None:
    """Run all migrations that are due, then load new texts."""
    from pathlib import Path

    from flask import current_app

    # Imported and bound only here: no process that serves pages carries the tools for migrations.
    from flask_migrate import Migrate
    from flask_migrate import upgrade as run

    settings = current_app.extensions["PARTICIPATION"]
    Path(settings.data_dir).mkdir(parents=True, exist_ok=True)
    Migrate(current_app, db, directory=str(Path(current_app.root_path) / "migrations"))
    run()
    with transaction():
        load_texts()


commands = [database]
