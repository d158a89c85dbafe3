"""`participation import districts FILE.geojson`: the outlines of the town's districts."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from participation.cli.imports.refusals import FileRefused


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name-property", default="", help="The property that holds the name; usual names are recognised.")
@click.option("--id-property", default="", help="The property that numbers the districts.")
@click.option("--parent-property", default="", help="The property that names what a district belongs to.")
@with_appcontext
def districts(file: Path, name_property: str, id_property: str, parent_property: str) -> None:
    """Load districts from a GeoJSON file; loading it again changes nothing."""
    from participation.cli.imports.outlines import Properties, read_outlines
    from participation.core.actor import HOUSE
    from participation.core.errors import Invalid
    from participation.core.transactions import transaction
    from participation.town.districts.commands import load_districts

    try:
        read = read_outlines(file, Properties(name_property, id_property, parent_property))
        with transaction():
            loaded = load_districts(read.outlines, actor=HOUSE)
    except (FileRefused, Invalid) as error:
        raise click.ClickException(f"{file.name}: {error} Nothing was changed.") from None
    click.echo(f"Districts: {loaded.added} added, {loaded.changed} changed, {loaded.unchanged} as they were.")
    for reason in read.refused:
        click.echo(f"Left out: {reason}")
