"""Whether there is anything that a restore would run over: a database with tables, or uploads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from participation.cli.backup.refusals import BackupRefused

if TYPE_CHECKING:
    from config import Settings

ASIDE = "A backup is only taken back into an empty installation. Nothing was changed."


def check(engine: Engine, settings: Settings) -> None:
    """Raise BackupRefused, with what to do, where the installation is not empty."""
    if engine.dialect.name == "sqlite":
        _check_file(engine, Path(str(engine.url.database)))
    elif _tables(engine):
        raise BackupRefused(
            f"The database {engine.url.database} has tables already. {ASIDE} "
            "Make a new database, name it in DATABASE_URL and restore into that one."
        )
    if settings.media_root.is_dir() and any(settings.media_root.iterdir()):
        raise BackupRefused(f"There are uploads in {settings.media_root} already. {ASIDE} Move the folder away first.")


def _check_file(engine: Engine, path: Path) -> None:
    for companion in ("-wal", "-journal"):
        beside = path.with_name(path.name + companion)
        if beside.exists() and beside.stat().st_size and not path.exists():
            raise BackupRefused(f"{beside} belongs to another database. {ASIDE} Move it away first.")
    if path.exists() and path.stat().st_size and _tables(engine):
        raise BackupRefused(
            f"{path} is a database with content. {ASIDE} Stop the service, move the file away together with those "
            f"whose names begin with {path.name}, then restore."
        )


def _tables(engine: Engine) -> list[str]:
    try:
        return inspect(engine).get_table_names()
    except SQLAlchemyError:
        raise BackupRefused(f"The database {engine.url.database} cannot be read. {ASIDE}") from None
    finally:
        engine.dispose()
