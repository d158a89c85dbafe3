"""`participation import taxonomy`: the action fields, goals and tags that a new installation begins with."""

from __future__ import annotations

import click
from flask.cli import with_appcontext


@click.command()
@with_appcontext
def taxonomy() -> None:
    """Load the first action fields, goals and tags; what is there stays as it is."""
    from participation.core.actor import HOUSE
    from participation.core.transactions import transaction
    from participation.town.taxonomy import queries
    from participation.town.taxonomy.commands import load_first_entries

    with transaction():
        load_first_entries(actor=HOUSE)
    click.echo(f"There are {len(queries.all_action_fields())} action fields and {len(queries.all_goals())} goals.")
