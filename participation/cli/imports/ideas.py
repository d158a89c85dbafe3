"""`participation import ideas FILE --board SLUG`, and what to do with an import that broke off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

from participation.cli.imports.refusals import FileRefused

if TYPE_CHECKING:
    from participation.cli.imports.applying import Progress
    from participation.dialogue.boards.models import Board

ORIGINS = ("import", "on_site", "paper", "phone", "workshop", "online")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--board", "slug", required=True, help="The board that takes the contributions.")
@click.option("--map", "given", multiple=True, metavar="COLUMN=FIELD", help="What a column means; else recognised.")
@click.option("--source", default="", help="Where they come from [the file's name]; a second run adds nothing.")
@click.option("--origin", default="import", type=click.Choice(ORIGINS), help="How they came to the city.")
@click.option("--dry-run", is_flag=True, help="Only check and report.")
@with_appcontext
def ideas(file: Path, slug: str, given: tuple[str, ...], source: str, origin: str, dry_run: bool) -> None:
    """Load contributions collected elsewhere from CSV, TSV or XLSX into a board."""
    from participation.cli.imports import applying, mapping, reading, report
    from participation.dialogue.ideas.models import Origin
    from participation.dialogue.imports import queries

    source = " ".join((source or file.stem).split())[:120]
    with _told(file.name):
        board, table = _board(slug), reading.open_table(file)
        columns = mapping.map_columns(table.head, given)
        click.echo(f"{file.name} into “{board.title}”: {columns.described(table.head)}.")
        if dry_run:
            report.show(*applying.try_out(table, source=source, given=list(given), origin=Origin(origin)))
            click.echo("Nothing was written.")
            return
        run_id = applying.start(table, board, source=source, given=list(given), origin=Origin(origin))
        with _progress(f"Import {run_id}") as progress, applying.discarded_if_refused(run_id, progress):
            applying.carry_out(run_id, progress)
    click.echo(f"Import {run_id} of “{source}” is done.")
    report.show(queries.counts_of(run_id), queries.refused_rows(run_id))
    if not table.ends_with_line and table.encoding:
        click.echo("The last line has no line end: please check that the file is complete.")


@click.command()
@click.argument("number", type=int)
@with_appcontext
def resume(number: int) -> None:
    """Go on with an import that broke off."""
    from participation.cli.imports import applying, report
    from participation.dialogue.imports import queries

    name = f"Import {number}"
    with _told(name), _progress(name) as progress, applying.discarded_if_refused(number, progress):
        applying.carry_out(number, progress)
    click.echo(f"Import {number} is done.")
    report.show(queries.counts_of(number), queries.refused_rows(number))


@click.command()
@click.argument("number", type=int)
@with_appcontext
def remove(number: int) -> None:
    """Take out an import that broke off before its ideas were shown."""
    from participation.cli.imports import applying

    with _told(f"Import {number}"), _progress(f"Import {number}") as progress:
        applying.take_out(number, progress)
    click.echo(f"Import {number} was removed.")


@click.command(name="report")
@click.argument("number", type=int)
@with_appcontext
def show_report(number: int) -> None:
    """Show what an import took and refused, line by line."""
    from participation.cli.imports import report
    from participation.dialogue.imports import queries

    if queries.run_by_number(number) is None:
        raise click.ClickException(f"There is no import {number}.")
    report.show(queries.counts_of(number), queries.refused_rows(number), every_line=True)


@click.command(name="list")
@with_appcontext
def unfinished() -> None:
    """List imports that have not come to their end."""
    from participation.dialogue.imports import queries

    for run in queries.open_runs():
        click.echo(f"{run.id}  {run.state.value:<9} {run.source}: {run.staged:,} rows read, since {run.started_at:%c}")


def _board(slug: str) -> Board:
    from participation.core.actor import HOUSE
    from participation.dialogue.boards.queries import board_by_slug

    board = board_by_slug(slug, HOUSE)
    if board is None:
        raise FileRefused(f"There is no board “{slug}”.")
    return board


@contextmanager
def _told(what: str) -> Iterator[None]:
    """A refusal is one sentence, not a stack trace."""
    from participation.core.errors import DomainError

    try:
        yield
    except (FileRefused, DomainError) as error:
        raise click.ClickException(f"{what}: {error}") from None


@contextmanager
def _progress(label: str) -> Iterator[Progress]:
    """A line that counts on a terminal; silence elsewhere."""
    from sys import stderr

    counts: dict[str, int] = {}

    def show(what: str, done: int) -> None:
        counts[what] = counts.get(what, 0) + done
        if stderr.isatty():
            click.echo(f"\r{label}: {what.lower()}, {counts[what]:,} rows \x1b[K", nl=False, err=True)

    yield show
    if counts and stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
