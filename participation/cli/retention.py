"""`participation retention`: what goes by the rules of retention, told beforehand or done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

if TYPE_CHECKING:
    from participation.town.privacy.queries import Line


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would go. Changes nothing.")
@with_appcontext
def retention(dry_run: bool) -> None:
    """Let go of everything whose time is over, as the worker does every night."""
    from participation.town.privacy.queries import retention_report
    from participation.town.privacy.tasks import apply_retention

    report = retention_report()
    for line in report:
        _tell(line)
    total = sum(line.rows for line in report)
    if dry_run:
        click.echo(f"{total:,} rows would go. Nothing was changed.")
        return
    apply_retention()
    click.echo(f"{total:,} rows were due and went.")


def _tell(line: Line) -> None:
    span = "fixed" if line.days is None else f"{line.days} days" if line.days else "without end"
    click.echo(f"{line.rule.slug} ({span}): {line.rows:,}")
    for part in line.parts:
        if part.rows:
            days = f"{part.earliest:%Y-%m-%d} to {part.latest:%Y-%m-%d}" if part.earliest and part.latest else ""
            click.echo(f"  {part.what}: {part.rows:,}, numbers {part.lowest} to {part.highest}, {days}")


commands = [retention]
