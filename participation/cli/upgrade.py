"""`participation upgrade`: back up, migrate, look whether all is well, and say how to go back if it is not."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext


@click.command()
@click.option("--backup-folder", type=click.Path(path_type=Path), help="Where the backup goes [DATA_DIR/backups].")
@click.option("--without-backup", is_flag=True, help="Only if you made one yourself just now.")
@with_appcontext
def upgrade(backup_folder: Path | None, without_backup: bool) -> None:
    """Bring an installation to the version of this software, with a backup first."""
    from participation.cli.backup import told
    from participation.core.database import db
    from participation.web.health import newest_revision, present_revision

    with told():
        before = present_revision(db.engine)
    if before is None:
        raise click.ClickException("The database is empty. To begin: participation database upgrade")
    saved = None if without_backup else _saved(backup_folder)
    if before == newest_revision():
        click.echo(f"The database is at revision {before} already; texts are brought up to date.")
    _migrate(before, saved)
    _look(saved)
    click.echo("Upgraded. Restart the service now, then run: participation doctor")


def _saved(folder: Path | None) -> Path:
    from participation.cli.backup import back_up, dated_name

    folder = folder or current_app.extensions["PARTICIPATION"].data_dir / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / dated_name()
    back_up(path)
    click.echo(f"Saved first: {path}")
    return path


def _migrate(before: str, saved: Path | None) -> None:
    """Run the migrations. Their library leaves by SystemExit where it gives up."""
    from participation.cli.database import upgrade_database

    try:
        upgrade_database()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, people need to know how to go on
        kind = type(getattr(error, "orig", None) or error).__name__
        click.echo(f"Error: the migration failed ({kind}).", err=True)
        _say_how_to_go_back(before, saved)
        sys.exit(1)


def _look(saved: Path | None) -> None:
    from participation.cli.doctor import report
    from participation.cli.doctor.house import examine_database
    from participation.cli.doctor.machine import examine_disk
    from participation.records.journal.verification import ChainBroken, verify_journal

    problems = report([*examine_database(), *examine_disk(current_app.extensions["PARTICIPATION"])])
    try:
        click.echo(f"ok       Journal: whole, {verify_journal().entries:,} entries.")
    except ChainBroken as error:
        click.echo(f"problem  Journal: {error}")
        problems += 1
    if problems:
        _say_how_to_go_back("", saved)
        sys.exit(1)


def _say_how_to_go_back(before: str, saved: Path | None) -> None:
    """What holds now, and the way back."""
    from participation.core.database import db
    from participation.web.health import present_revision

    db.session.remove()
    if before and present_revision(db.engine) == before:
        click.echo(f"The database is as it was (revision {before}): nothing was lost.", err=True)
        click.echo("Check out the version that ran before and start the service again.", err=True)
    else:
        click.echo("The database was changed. To go back: stop the service, check out the version before,", err=True)
        click.echo("move the database (and DATA_DIR/media) away, and run there:", err=True)
        click.echo(f"  participation restore {saved or 'YOUR-BACKUP'}", err=True)
    if saved:
        click.echo(f"The backup from before the upgrade: {saved}", err=True)


commands = [upgrade]
