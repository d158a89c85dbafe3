"""`participation backup FILE` and `participation restore FILE`: all that an installation holds, in one file.

The file is the same for both databases, so that a town can move from one to the other: a ZIP archive with each table
as lines of JSON, the uploads as they are, and a manifest that counts them and names their digests.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import with_appcontext

if TYPE_CHECKING:
    from participation.cli.backup.manifest import Manifest

Progress = Callable[[str, int, int], None]
FILE = click.Path(path_type=Path)
FULL_DISK = ("database or disk is full", "disk I/O error")


@click.command()
@click.argument("file", type=FILE)
@with_appcontext
def backup(file: Path) -> None:
    """Save everything into FILE, or into a file named by the moment if FILE is a folder; the site stays open."""
    path = file / dated_name() if file.is_dir() else file
    made = back_up(path)
    click.echo(f"{path}: {path.stat().st_size / 1000:,.0f} kB, {_contents(made)}.")
    click.echo("It holds personal data: keep it where nobody else can read it. Keep SECRET_KEY, too, but elsewhere.")


@click.command()
@click.argument("file", type=FILE)
@with_appcontext
def restore(file: Path) -> None:
    """Take back into an empty installation what FILE holds."""
    from participation.cli.backup.opening import opened
    from participation.cli.backup.restoring import restore as take_back
    from participation.core.database import db
    from participation.core.transactions import transaction
    from participation.records.journal.verification import verify_journal
    from participation.town.background.commands import load_texts

    settings = current_app.extensions["PARTICIPATION"]
    with told(), stopped_cleanly(), opened(file, settings.secret_key) as opened_backup, progress_bar() as progress:
        take_back(opened_backup, db.engine, settings, progress)
        made = opened_backup.manifest
        with transaction():
            load_texts()
    click.echo(f"Restored and compared: {_contents(made)}.")
    click.echo(f"The journal is whole: {verify_journal().entries:,} entries.")
    if not opened_backup.same_key:
        click.echo("This installation has another SECRET_KEY than the one that was saved: where the file comes from")
        click.echo("could not be checked, and what was signed or locked with that key does not hold here.")
    click.echo("Now look whether all is well with participation doctor, then start the service.")


def _contents(made: Manifest) -> str:
    return f"{made.rows:,} rows in {len(made.tables)} tables, {len(made.uploads):,} uploads"


def back_up(path: Path) -> Manifest:
    """Write a backup with a progress bar. Raises ClickException with one sentence where that cannot be."""
    from participation.cli.backup.saving import save
    from participation.core.database import db

    with told(), stopped_cleanly(), progress_bar() as progress:
        return save(db.engine, current_app.extensions["PARTICIPATION"], path, progress)


def dated_name() -> str:
    """A name that sorts by the moment, in UTC."""
    from participation.core import clock

    return f"participation-{clock.now():%Y-%m-%d-%H%M%S}.zip"


@contextmanager
def told() -> Iterator[None]:
    """A refusal is a sentence, not a stack trace."""
    from sqlalchemy.exc import SQLAlchemyError

    from participation.cli.backup.refusals import BackupRefused
    from participation.core.database import db

    try:
        yield
    except BackupRefused as error:
        raise click.ClickException(str(error)) from None
    except (SQLAlchemyError, db.engine.dialect.loaded_dbapi.Error) as error:
        cause = getattr(error, "orig", None) or error
        if str(cause) in FULL_DISK or getattr(cause, "sqlstate", "") == "53100":
            raise click.ClickException("The disk has no room for it; what was begun is removed again.") from error
        raise click.ClickException(
            f"The database did not go along ({type(cause).__name__}); nothing was changed."
        ) from error


@contextmanager
def stopped_cleanly() -> Iterator[None]:
    """Let a request to stop end the work like an error does, so that what is unfinished is removed."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on a terminal, one after the other for each kind of work; silence elsewhere."""
    bars: dict[str, object] = {}
    terminal = sys.stderr.isatty()

    def show(what: str, done: int, total: int) -> None:
        if not terminal:
            return
        if what not in bars:
            _finish(bars)
            bar = click.progressbar(length=total, label=f"{what:<18}", file=sys.stderr, width=40)
            bars[what] = bar.__enter__()
        bars[what].update(done)  # type: ignore[attr-defined]

    try:
        yield show
    finally:
        _finish(bars)


def _finish(bars: dict[str, object]) -> None:
    for bar in list(bars.values())[-1:]:
        bar.render_finish()  # type: ignore[attr-defined]


commands = [backup, restore]
