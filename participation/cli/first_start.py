"""`participation setup`: from an empty folder to an installation with a name and a first administrator."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from participation.cli.database import upgrade_database
from participation.core.actor import HOUSE
from participation.core.errors import DomainError
from participation.core.transactions import transaction


@click.command()
@click.option("--link", is_flag=True, help="Make no account here; print a link to begin in the browser.")
@click.option("--name", help="What the platform is called.")
@click.option("--city", help="The name of the city, without “Stadt” before it.")
@click.option("--contact", help="The e-mail address for questions.")
@click.option("--email", help="The first administrator's e-mail address.")
@click.option("--pseudonym", help="The first administrator's name on the pages.")
@click.option("--password", envvar="ADMIN_PASSWORD", help="Asked for where it is left out.")
@with_appcontext
def setup(
    link: bool,
    name: str | None,
    city: str | None,
    contact: str | None,
    email: str | None,
    pseudonym: str | None,
    password: str | None,
) -> None:
    """Prepare the database and begin an installation; everything else is set on its pages."""
    upgrade_database()
    try:
        if link:
            _print_link()
            return
        _name_it(name, city, contact)
        _make_administrator(email, pseudonym, password)
    except DomainError as error:
        raise click.ClickException(str(error)) from None
    settings = current_app.extensions["PARTICIPATION"]
    click.echo(f"\nSign in and go on at {settings.base_url}/verwaltung")
    click.echo("A second administrator is needed where two people must act.")


def _print_link() -> None:
    from participation.people.departments.commands import allow_first_start

    with transaction():
        token, until = allow_first_start()
    base = current_app.extensions["PARTICIPATION"].base_url
    click.echo(f"Open this link in a browser; it is good once, until {until:%Y-%m-%d %H:%M} UTC:\n")
    click.echo(f"  {base}/einrichtung/beginnen/{token}")


def _name_it(name: str | None, city: str | None, contact: str | None) -> None:
    from participation.town.settings.commands import change_settings

    given = current_app.extensions["site_given"]
    asked = {
        "city_name": city or click.prompt("Name of the city", default=given["city_name"]),
        "name": name or click.prompt("Name of the platform", default=given["name"]),
        "contact_email": contact or click.prompt("E-mail address for questions", default=given["contact_email"]),
    }
    with transaction():
        change_settings(asked, actor=HOUSE)


def _make_administrator(email: str | None, pseudonym: str | None, password: str | None) -> None:
    from participation.people.accounts import rules
    from participation.people.departments.commands import start
    from participation.people.departments.queries import is_first_start

    if not is_first_start():
        click.echo("There is an administrator already; nobody was added.")
        return
    email = email or click.prompt("The administrator's e-mail address")
    pseudonym = pseudonym or click.prompt("Their name on the pages")
    password = password or click.prompt("Their password", hide_input=True, confirmation_prompt=True)
    rules.check_password(password, pseudonym=pseudonym, email=email)
    password_hash = rules.hash_password(password)
    with transaction():
        start(email=email, pseudonym=pseudonym, password_hash=password_hash)


commands = [setup]
