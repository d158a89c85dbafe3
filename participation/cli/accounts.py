"""`participation accounts`: the first person with a role, and accounts that nobody uses any more."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from participation.core.actor import HOUSE
from participation.core.errors import Invalid
from participation.core.transactions import transaction


@click.group()
def accounts() -> None:
    """Make accounts, and list those unused for long."""


@accounts.command("create-admin")
@click.option("--email", prompt=True)
@click.option("--pseudonym", prompt=True)
@click.password_option()
@with_appcontext
def create_admin(email: str, pseudonym: str, password: str) -> None:
    """Make an account with the role administration."""
    from participation.people.accounts import queries, rules
    from participation.people.departments.commands import start

    try:
        rules.check_password(password, pseudonym=pseudonym, email=email)
        if queries.account_by_email(email) is not None:
            raise click.ClickException("There is already an account with this e-mail address.")
        password_hash = rules.hash_password(password)
        with transaction():
            start(email=email, pseudonym=pseudonym, password_hash=password_hash)
    except Invalid as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Account {pseudonym} made. A second administrator is needed where two people must act.")


@accounts.command("inactive")
@with_appcontext
def inactive() -> None:
    """List accounts unused for long, and what the next night would do with them. Changes nothing."""
    from participation.core.clock import now
    from participation.people.own_data.queries import unused_accounts, unused_days

    found = unused_accounts()
    click.echo(f"Accounts that nobody signed in to for {unused_days()} days: {len(found)}")
    for one in found:
        click.echo(f"  {one.account_id:>8}  last used {one.last_used:%Y-%m-%d}  {one.outlook(now())}")


@accounts.command("reset-second-factor")
@click.option("--email", prompt=True)
@with_appcontext
def reset_second_factor(email: str) -> None:
    """Let somebody who lost phone and recovery codes sign in with the password alone again."""
    from participation.people.accounts.queries import account_by_email
    from participation.people.second_factors import commands as factor_commands

    account = account_by_email(email)
    if account is None:
        raise click.ClickException("There is no account with this e-mail address.")
    with transaction():
        factor_commands.reset_second_factor(account.id, actor=HOUSE)
    click.echo("Reset. The person is signed out everywhere and is told by mail.")


commands = [accounts]
