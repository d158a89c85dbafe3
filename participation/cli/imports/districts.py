"""`participation import districts FILE.geojson`: the outlines of the town's districts."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from participation.core.errors import DomainError


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name-property", default="", help="The property that holds the name; usual names are recognised.")
@click.option("--id-property", default="", help="The property that numbers the districts.")
@click.option("--parent-property", default="", help="The property that names what a district belongs to.")
@with_appcontext
def districts(file: Path, name_property: str, id_property: str, parent_property: str) -> None:
    """Load districts from a GeoJSON file; loading it again changes nothing."""
    from participation.core.actor import HOUSE
    from participation.core.errors import Invalid
    from participation.core.transactions import transaction
    from participation.town.districts.commands import load_districts
    from participation.town.districts.outlines import Properties, read_outlines

    try:
        read = read_outlines(file.read_bytes(), Properties(name_property, id_property, parent_property))
        with transaction():
            loaded = load_districts(read.outlines, actor=HOUSE)
    except Invalid as error:
        hint = " Say which with --name-property." if error.field == "name_property" else ""
        raise click.ClickException(f"{file.name}: {_in_english(error)}{hint} Nothing was changed.") from None
    click.echo(f"Districts: {loaded.added} added, {loaded.changed} changed, {loaded.unchanged} as they were.")
    for left_out in read.refused:
        named = f" ({left_out.name})" if left_out.name else ""
        click.echo(f"Left out: feature {left_out.place}{named}: {_in_english(left_out.reason)}")


def _in_english(said: DomainError | str) -> str:
    """The pages' German sentence in the language of the command line."""
    from flask_babel import force_locale

    from participation.web.filters import sentence

    with force_locale("en"):
        return sentence(said)
