"""How Alembic runs here: with Flask's settings, batch mode on SQLite, foreign keys off there and checked afterwards."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from participation.core.database import Base, writing
from participation.core.guards import is_made_by_hand

config = context.config


def _include(_object: object, name: str | None, _type: str, _reflected: bool, _compare_to: object) -> bool:
    return not is_made_by_hand(name or "")


def run() -> None:
    """Migrate on the connection that was given, within its transaction, or else on one of its own."""
    given = config.attributes.get("connection")
    if given is None:
        _run_by_itself()
    else:
        _configure(given)
        context.run_migrations()


def _configure(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        include_object=_include,
        compare_type=True,
        transaction_per_migration=False,
    )


def _run_by_itself() -> None:
    engine = current_app.extensions["migrate"].db.engine
    token = writing.set(True)
    try:
        with engine.connect() as connection:
            sqlite = connection.dialect.name == "sqlite"
            if sqlite:
                connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
            _configure(connection)
            with context.begin_transaction():
                context.run_migrations()
            if sqlite:
                driver = connection.connection.driver_connection
                broken = driver.execute("PRAGMA foreign_key_check").fetchall()
                driver.execute("PRAGMA foreign_keys=ON")
                if broken:
                    raise RuntimeError(f"foreign keys are broken after the migration: {broken[:5]}")
    finally:
        writing.reset(token)


run()
