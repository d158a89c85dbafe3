"""`participation demo …`: a small town to look at, built with the rooms' own commands.

Its texts lie in `cli/demo_town`; days in them count from the day of loading, so that the town is always alive. Loading
is one transaction: there is a whole town or none, and a second time nothing is loaded twice.
"""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from participation.cli import serve

PASSWORD = "Donau-Spatz-1377"  # noqa: S105 - the demo's accounts are open to everyone


@click.group()
def demo() -> None:
    """Load and serve the demo town."""


@demo.command()
@with_appcontext
def load() -> None:
    """Load the demo town, unless it is there already."""
    from participation.cli.demo.loading import load_town

    if load_town():
        click.echo("Demo town: loaded")


@demo.command()
@with_appcontext
def accounts() -> None:
    """Print one sign-in per role."""
    from participation.cli.demo.people import role_accounts

    click.echo(f"\nSign in with one of these addresses; the password of all is: {PASSWORD}\n")
    for role, email, pseudonym in role_accounts():
        click.echo(f"  {role:<16} {email:<32} {pseudonym}")


for command in serve.demo_commands:
    demo.add_command(command)

commands = [demo]
